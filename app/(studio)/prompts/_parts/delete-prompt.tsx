'use client';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { DeleteByName } from '#app/_ui/delete-by-name.tsx';

/** Deletes a prompt, after its name was typed. */
export function DeletePrompt({ promptId, name }: { promptId: string; name: string }) {
  const t = useTranslations('prompts.delete');
  const router = useRouter();
  const remove = useMutation(useTRPC().prompt.delete.mutationOptions({ onSuccess: () => router.push('/prompts') }));
  return (
    <DeleteByName
      button={t('button')}
      title={t('title', { name })}
      lead={t('lead')}
      name={name}
      problem={remove.error?.message}
      onConfirm={() => remove.mutate({ promptId })}
    />
  );
}
