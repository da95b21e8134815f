'use client';
import { useQuery } from '@tanstack/react-query';
import { Server } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Badge } from '#app/_ui/badge.tsx';
import { Card } from '#app/_ui/card.tsx';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import type { RouterOutputs } from '#server/api/router.ts';

type Nodes = RouterOutputs['node']['list'];

/** The account's nodes with their link, load and hardware, kept fresh. */
export function NodeList({ initial }: { initial: Nodes }) {
  const t = useTranslations('nodes');
  const { data: nodes } = useQuery({
    ...useTRPC().node.list.queryOptions(),
    initialData: initial,
    refetchInterval: 5_000,
  });
  if (nodes.length === 0) {
    return <EmptyState picture={<Server className="size-12" />} title={t('empty.title')} lead={t('empty.lead')} />;
  }
  return (
    <ul className="grid gap-3 sm:grid-cols-2">
      {nodes.map((node) => (
        <li key={node.id}>
          <Card className="relative h-full space-y-2 hover:border-accent">
            <div className="flex items-center justify-between gap-2">
              <h2 className="font-semibold">
                <Link href={`/nodes/${node.id}`} className="after:absolute after:inset-0">
                  {node.name}
                </Link>
              </h2>
              <Badge tone={node.isOnline ? 'good' : 'bad'}>{node.isOnline ? t('online') : t('offline')}</Badge>
            </div>
            <p className="break-all font-mono text-muted text-xs">{node.address}</p>
            {node.offlineReason && <p className="text-bad text-sm">{node.offlineReason}</p>}
            {node.isOnline && node.status && (
              <p className="text-muted text-sm">
                {node.status.hardware.device} ·{' '}
                {t('load', { running: node.status.engine.running, queued: node.status.engine.queued })} ·{' '}
                {t('speed', { rate: Math.round(node.status.engine.tokensPerSecond) })}
              </p>
            )}
          </Card>
        </li>
      ))}
    </ul>
  );
}
