'use client';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { DeleteByName } from '#app/_ui/delete-by-name.tsx';

/** Deletes a plugin, after its name was typed. */
export function DeletePlugin({ pluginId, name }: { pluginId: string; name: string }) {
  const t = useTranslations('plugins.delete');
  const router = useRouter();
  const remove = useMutation(useTRPC().plugin.delete.mutationOptions({ onSuccess: () => router.push('/plugins') }));
  return (
    <DeleteByName
      button={t('button')}
      title={t('title', { name })}
      lead={t('lead')}
      name={name}
      problem={remove.error?.message}
      onConfirm={() => remove.mutate({ pluginId })}
    />
  );
}
