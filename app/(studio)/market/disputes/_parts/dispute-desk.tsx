'use client';
import { useQuery } from '@tanstack/react-query';
import { Scale } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { DisputeCard } from './dispute-card.tsx';
import { RulingList } from './ruling-list.tsx';

const lookEveryMs = 3_000;

export type DisputeList = RouterOutputs['dispute']['list'];

/** For the arbiter: what is to be decided, and what was. */
export function DisputeDesk({ initial }: { initial: DisputeList }) {
  const t = useTranslations('market.disputes');
  const { data, error } = useQuery({
    ...useTRPC().dispute.list.queryOptions(),
    initialData: initial,
    refetchInterval: lookEveryMs,
  });
  const { seat, open, ruled } = data;
  return (
    <div className="max-w-3xl space-y-6">
      <Notice>
        {t(`seat.${seat.by}`)} <span className="break-all font-mono text-xs">{seat.arbiter}</span>
      </Notice>
      {error && <Notice tone="warn">{error.message}</Notice>}
      {open.length === 0 ? (
        <EmptyState picture={<Scale className="size-12" />} title={t('empty.title')} lead={t('empty.lead')} />
      ) : (
        <ul className="space-y-4" aria-label={t('open')}>
          {open.map((dispute) => (
            <li key={dispute.purchaseId}>
              <DisputeCard dispute={dispute} seat={seat} />
            </li>
          ))}
        </ul>
      )}
      {ruled.length > 0 && (
        <Card>
          <CardHeading title={t('ruled')} />
          <RulingList rulings={ruled} />
        </Card>
      )}
    </div>
  );
}
