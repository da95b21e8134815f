'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { useTRPC, useTRPCClient } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { ErrorPanel } from '#app/_ui/error-panel.tsx';
import { NamedSelect } from '#app/_ui/named-select.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import type { HostedReference } from '#protocol/hosted/hosted-reference.ts';

/** Chooses an agent and writes the reference into its draft, next to what it holds already. */
export function HostedForm({ reference }: { reference: HostedReference }) {
  const t = useTranslations('library.hosted');
  const api = useTRPC();
  const client = useTRPCClient();
  const { data: agents, error, refetch } = useQuery(api.agent.list.queryOptions());
  const [chosen, setChosen] = useState('');
  const add = useMutation({
    mutationFn: async (agentId: string) => {
      const { name, description, draft } = await client.agent.get.query({ agentId });
      const isThere = draft.hosted.some(({ deedId }) => deedId === reference.deedId);
      if (!isThere) {
        const hosted = [...draft.hosted, reference];
        await client.agent.update.mutate({ agentId, name, description, draft: { ...draft, hosted } });
      }
      return { agentId, name, isThere };
    },
  });
  if (error) return <ErrorPanel message={error.message} onRetry={() => void refetch()} />;
  if (!agents) return <Skeleton lines={1} label={t('title')} />;
  if (agents.length === 0) {
    return (
      <p className="text-sm">
        {t('noAgent')}{' '}
        <Link href="/agents" className="text-accent underline">
          {t('makeAgent')}
        </Link>
      </p>
    );
  }
  const agentId = chosen || (agents[0]?.id ?? '');

  function submit(event: FormEvent) {
    event.preventDefault();
    add.mutate(agentId);
  }

  return (
    <form onSubmit={submit} className="space-y-3">
      <NamedSelect label={t('agent')} value={agentId} onChange={setChosen} options={agents} />
      {add.error && <Notice tone="bad">{add.error.message}</Notice>}
      {add.data && (
        <Notice tone="good">
          {t(add.data.isThere ? 'already' : 'done', { agent: add.data.name })}{' '}
          <Link href={`/agents/${add.data.agentId}`} className="underline">
            {t('open')}
          </Link>
        </Notice>
      )}
      <Button type="submit" size="small" disabled={add.isPending}>
        {add.isPending ? t('adding') : t('add')}
      </Button>
    </form>
  );
}
