'use client';
import { skipToken, useMutation, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { useChain } from '#app/_wallet/chain-context.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { SellVersion } from './sell-version.tsx';

interface SellAgentVersionProps {
  agentId: string;
  version: RouterOutputs['agent']['versions'][number];
  /** Some version of the agent is a component already. */
  isComponent: boolean;
}

/** Sells a published version of an agent: a bundle is made of it first, then it is sold, or added to its deed, as any other component. */
export function SellAgentVersion({ agentId, version, isComponent }: SellAgentVersionProps) {
  const { id: agentVersionId, number } = version;
  const [madeId, setMadeId] = useState<string | null>(null);
  const versionId = madeId ?? version.versionId;
  const facts = useChain();
  if (!facts) return null;
  if (versionId) {
    return <SellVersion componentId={agentId} {...{ versionId, number }} startsOpen={madeId !== null} />;
  }
  return <MakeComponent {...{ agentId, agentVersionId, number, isComponent }} onMade={setMadeId} />;
}

interface MakeComponentProps {
  agentId: string;
  agentVersionId: string;
  number: number;
  isComponent: boolean;
  onMade: (versionId: string) => void;
}

function MakeComponent({ agentId, agentVersionId, number, isComponent, onMade }: MakeComponentProps) {
  const t = useTranslations('sale.button');
  const api = useTRPC();
  const { data: sale } = useQuery(api.sale.get.queryOptions(isComponent ? { componentId: agentId } : skipToken));
  const publish = useMutation(
    api.sale.publishAgent.mutationOptions({
      onSuccess: ({ versionId }) => onMade(versionId),
      onError: (error) => toast.error(error.message),
    }),
  );
  const deedId = sale?.deedId ?? null;
  return (
    <Button
      size="small"
      aria-label={t(deedId ? 'appendVersion' : 'sellVersion', { number })}
      disabled={publish.isPending}
      onClick={() => publish.mutate({ agentVersionId })}
    >
      {deedId ? t('append', { number: deedId }) : t('sell')}
    </Button>
  );
}
