'use client';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { ConfirmByName } from '#app/_ui/confirm-by-name.tsx';

/** Deletes a tool, after its name was typed. */
export function DeleteTool({ toolId, name }: { toolId: string; name: string }) {
  const t = useTranslations('tools.delete');
  const router = useRouter();
  const [isOpen, setIsOpen] = useState(false);
  const remove = useMutation(useTRPC().tool.delete.mutationOptions({ onSuccess: () => router.push('/tools') }));
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
        onConfirm={() => remove.mutate({ toolId })}
      />
    </>
  );
}
