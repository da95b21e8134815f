'use client';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { DeleteByName } from '#app/_ui/delete-by-name.tsx';

/** Deletes a knowledge base, after its name was typed. */
export function DeleteKnowledge({ knowledgeId, name }: { knowledgeId: string; name: string }) {
  const t = useTranslations('knowledge.remove');
  const router = useRouter();
  const remove = useMutation(
    useTRPC().knowledge.delete.mutationOptions({ onSuccess: () => router.push('/knowledge') }),
  );
  return (
    <DeleteByName
      button={t('button')}
      title={t('title', { name })}
      lead={t('lead')}
      name={name}
      problem={remove.error?.message}
      onConfirm={() => remove.mutate({ knowledgeId })}
    />
  );
}
