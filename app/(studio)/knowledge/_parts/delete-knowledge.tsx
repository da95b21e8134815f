'use client';
import { useTranslations } from 'next-intl';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { DeleteByName } from '#app/_ui/delete-by-name.tsx';

/** Deletes a knowledge base, after its name was typed. */
export function DeleteKnowledge({ knowledgeId, name }: { knowledgeId: string; name: string }) {
  const t = useTranslations('knowledge.remove');
  const removal = useTRPC().knowledge.delete.mutationOptions();
  return (
    <DeleteByName
      name={name}
      lead={t('lead')}
      removal={removal}
      input={{ knowledgeId }}
      backTo="/knowledge"
      button={t('button')}
    />
  );
}
