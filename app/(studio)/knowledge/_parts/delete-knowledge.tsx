'use client';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { ConfirmByName } from '#app/_ui/confirm-by-name.tsx';

/** Deletes a knowledge base, after its name was typed. */
export function DeleteKnowledge({ knowledgeId, name }: { knowledgeId: string; name: string }) {
  const t = useTranslations('knowledge.remove');
  const router = useRouter();
  const [isOpen, setIsOpen] = useState(false);
  const remove = useMutation(
    useTRPC().knowledge.delete.mutationOptions({ onSuccess: () => router.push('/knowledge') }),
  );
  return (
    <>
      <Button tone="danger" onClick={() => setIsOpen(true)}>
        {t('button')}
      </Button>
      <ConfirmByName
        title={t('title', { name })}
        lead={t('lead')}
        name={name}
        isOpen={isOpen}
        onOpenChange={setIsOpen}
        problem={remove.error?.message}
        onConfirm={() => remove.mutate({ knowledgeId })}
      />
    </>
  );
}
