'use client';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { ConfirmByName } from '#app/_ui/confirm-by-name.tsx';

/** Deletes a question set with its runs, after its name was typed. */
export function DeleteQuestionSet({ questionSetId, name }: { questionSetId: string; name: string }) {
  const t = useTranslations('prompts.questions');
  const router = useRouter();
  const [isOpen, setIsOpen] = useState(false);
  const remove = useMutation(
    useTRPC().evaluation.deleteSet.mutationOptions({ onSuccess: () => router.push('/prompts/questions') }),
  );
  return (
    <>
      <Button tone="danger" onClick={() => setIsOpen(true)}>
        {t('delete')}
      </Button>
      <ConfirmByName
        title={t('deleteTitle', { name })}
        lead={t('deleteLead')}
        name={name}
        isOpen={isOpen}
        onOpenChange={setIsOpen}
        problem={remove.error?.message}
        onConfirm={() => remove.mutate({ questionSetId })}
      />
    </>
  );
}
