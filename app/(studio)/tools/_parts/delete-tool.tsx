'use client';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { DeleteByName } from '#app/_ui/delete-by-name.tsx';

/** Deletes a tool, after its name was typed. */
export function DeleteTool({ toolId, name }: { toolId: string; name: string }) {
  const t = useTranslations('tools.delete');
  const router = useRouter();
  const remove = useMutation(useTRPC().tool.delete.mutationOptions({ onSuccess: () => router.push('/tools') }));
  return (
    <DeleteByName
      button={t('button')}
      title={t('title', { name })}
      lead={t('lead')}
      name={name}
      problem={remove.error?.message}
      onConfirm={() => remove.mutate({ toolId })}
    />
  );
}
