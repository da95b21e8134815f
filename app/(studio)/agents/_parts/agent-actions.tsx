'use client';
import { useTranslations } from 'next-intl';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { DeleteByName } from '#app/_ui/delete-by-name.tsx';

/** Deletes the agent, after its name was typed. */
export function AgentActions({ agentId, name }: { agentId: string; name: string }) {
  const t = useTranslations('agents');
  const removal = useTRPC().agent.delete.mutationOptions();
  return <DeleteByName name={name} lead={t('deleteLead')} removal={removal} input={{ agentId }} backTo="/agents" />;
}
