'use client';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { ConfirmByName } from '#app/_ui/confirm-by-name.tsx';

/** Forgets a node, after its name was typed; says which agents it serves. */
export function RemoveNode({ nodeId, name, serving }: { nodeId: string; name: string; serving: string[] }) {
  const t = useTranslations('nodes.remove');
  const router = useRouter();
  const [isOpen, setIsOpen] = useState(false);
  const remove = useMutation(useTRPC().node.remove.mutationOptions({ onSuccess: () => router.push('/nodes') }));
  return (
    <>
      <Button tone="danger" onClick={() => setIsOpen(true)}>
        {t('button')}
      </Button>
      <ConfirmByName
        title={t('title', { name })}
        lead={serving.length > 0 ? `${t('serving', { agents: serving.join(', ') })} ${t('lead')}` : t('lead')}
        name={name}
        action={t('button')}
        isOpen={isOpen}
        onOpenChange={setIsOpen}
        problem={remove.error?.message}
        onConfirm={() => remove.mutate({ nodeId })}
      />
    </>
  );
}
