'use client';
import { useQuery } from '@tanstack/react-query';
import { BookOpen } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Badge } from '#app/_ui/badge.tsx';
import { Card } from '#app/_ui/card.tsx';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import { ListTools } from '#app/_ui/list-tools.tsx';
import { useAddressState } from '#app/_ui/use-address-state.ts';
import type { RouterOutputs } from '#server/api/router.ts';

type Knowledge = RouterOutputs['knowledge']['list'];

/** The account's knowledge bases with what is in them. */
export function KnowledgeList({ initial }: { initial: Knowledge }) {
  const t = useTranslations('knowledge');
  const { data: knowledge } = useQuery({ ...useTRPC().knowledge.list.queryOptions(), initialData: initial });
  const [search, setSearch] = useAddressState('q');
  const [state, setState] = useAddressState('state', 'all');
  const [order, setOrder] = useAddressState('order', 'changed');
  if (knowledge.length === 0) {
    return <EmptyState picture={<BookOpen className="size-12" />} title={t('empty.title')} lead={t('empty.lead')} />;
  }
  const shown = knowledge
    .filter(({ name }) => name.toLowerCase().includes(search.toLowerCase()))
    .filter((one) => state === 'all' || (state === 'failed' ? one.documents.failed > 0 : one.newestVersion !== null))
    .toSorted((a, b) => (order === 'name' ? a.name.localeCompare(b.name) : 0));
  return (
    <div className="space-y-4">
      {knowledge.length > 1 && (
        <ListTools
          label={t('tools.search')}
          search={[search, setSearch]}
          choices={[
            {
              label: t('tools.state'),
              state: [state, setState],
              options: { all: t('tools.all'), published: t('tools.published'), failed: t('tools.failed') },
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
        {shown.map((one) => (
          <li key={one.id}>
            <KnowledgeCard knowledge={one} />
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p className="text-muted">{t('tools.noMatch')}</p>}
    </div>
  );
}

function KnowledgeCard({ knowledge }: { knowledge: Knowledge[number] }) {
  const t = useTranslations('knowledge');
  const { documents } = knowledge;
  return (
    <Card className="relative h-full space-y-2 hover:border-accent">
      <h2 className="break-words font-semibold">
        <Link href={`/knowledge/${knowledge.id}`} className="after:absolute after:inset-0">
          {knowledge.name}
        </Link>
      </h2>
      <p className="line-clamp-2 text-muted text-sm">{knowledge.description}</p>
      <div className="flex flex-wrap gap-1.5">
        <Badge>{t('documents', { count: documents.total })}</Badge>
        <Badge>{t('passages', { count: knowledge.chunks })}</Badge>
        {documents.running > 0 && <Badge tone="accent">{t('running', { count: documents.running })}</Badge>}
        {documents.failed > 0 && <Badge tone="bad">{t('failed', { count: documents.failed })}</Badge>}
        {knowledge.newestVersion !== null && <Badge tone="good">v{knowledge.newestVersion}</Badge>}
      </div>
    </Card>
  );
}
