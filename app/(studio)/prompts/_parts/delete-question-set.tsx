'use client';
import { useTranslations } from 'next-intl';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { DeleteByName } from '#app/_ui/delete-by-name.tsx';

/** Deletes a question set with its runs, after its name was typed. */
export function DeleteQuestionSet({ questionSetId, name }: { questionSetId: string; name: string }) {
  const t = useTranslations('prompts.questions');
  const removal = useTRPC().evaluation.deleteSet.mutationOptions();
  return (
    <DeleteByName
      name={name}
      lead={t('deleteLead')}
      removal={removal}
      input={{ questionSetId }}
      backTo="/prompts/questions"
    />
  );
}
