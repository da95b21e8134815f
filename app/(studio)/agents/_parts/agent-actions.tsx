'use client';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { DeleteByName } from '#app/_ui/delete-by-name.tsx';

/** Deletes the agent, after its name was typed. */
export function AgentActions({ agentId, name }: { agentId: string; name: string }) {
  const t = useTranslations('agents.delete');
  const router = useRouter();
  const remove = useMutation(useTRPC().agent.delete.mutationOptions({ onSuccess: () => router.push('/agents') }));
  return (
    <DeleteByName
      button={t('button')}
      title={t('title', { name })}
      lead={t('lead')}
      name={name}
      problem={remove.error?.message}
      onConfirm={() => remove.mutate({ agentId })}
    />
  );
}
