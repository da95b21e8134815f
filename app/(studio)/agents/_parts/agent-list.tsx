'use client';
import { useQuery } from '@tanstack/react-query';
import { Bot } from 'lucide-react';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Badge } from '#app/_ui/badge.tsx';
import { Card } from '#app/_ui/card.tsx';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import { ListTools } from '#app/_ui/list-tools.tsx';
import { useAddressState } from '#app/_ui/use-address-state.ts';
import type { RouterOutputs } from '#server/api/router.ts';

type Agents = RouterOutputs['agent']['list'];

/** The account's agents with where each is live. */
export function AgentList({ initial }: { initial: Agents }) {
  const t = useTranslations('agents');
  const { data: agents } = useQuery({ ...useTRPC().agent.list.queryOptions(), initialData: initial });
  const [search, setSearch] = useAddressState('q');
  const [state, setState] = useAddressState('state', 'all');
  const [order, setOrder] = useAddressState('order', 'changed');
  const shown = agents
    .filter(({ name }) => name.toLowerCase().includes(search.toLowerCase()))
    .filter(({ liveOn }) => state === 'all' || (state === 'live') === liveOn.length > 0)
    .toSorted((a, b) => (order === 'name' ? a.name.localeCompare(b.name) : 0));

  if (agents.length === 0) {
    return <EmptyState picture={<Bot className="size-12" />} title={t('empty.title')} lead={t('empty.lead')} />;
  }
  return (
    <div className="space-y-4">
      {agents.length > 1 && (
        <ListTools
          label={t('tools.search')}
          search={[search, setSearch]}
          choices={[
            {
              label: t('tools.state'),
              state: [state, setState],
              options: { all: t('tools.all'), live: t('tools.live'), idle: t('tools.idle') },
            },
            {
              label: t('tools.order'),
              state: [order, setOrder],
              options: { changed: t('tools.byChange'), name: t('tools.byName') },
            },
          ]}
        />
      )}
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {shown.map((agent) => (
          <li key={agent.id}>
            <AgentCard agent={agent} />
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p className="text-muted">{t('tools.noMatch')}</p>}
    </div>
  );
}

function AgentCard({ agent }: { agent: Agents[number] }) {
  const t = useTranslations('agents');
  const format = useFormatter();
  return (
    <Card className="relative h-full space-y-2 hover:border-accent">
      <h2 className="break-words font-semibold">
        <Link href={`/agents/${agent.id}`} className="after:absolute after:inset-0">
          {agent.name}
        </Link>
      </h2>
      <p className="line-clamp-2 text-muted text-sm">{agent.description || agent.slug}</p>
      <div className="flex flex-wrap gap-1.5">
        {agent.liveOn.map((node) => (
          <Badge key={node} tone="good">
            {t('liveOn', { node })}
          </Badge>
        ))}
        <Badge>{agent.newestVersion ? t('version', { number: agent.newestVersion }) : t('draft')}</Badge>
      </div>
      <p className="text-muted text-xs">
        {t('changed', { when: format.dateTime(agent.updatedAt, { dateStyle: 'medium' }) })}
      </p>
    </Card>
  );
}
