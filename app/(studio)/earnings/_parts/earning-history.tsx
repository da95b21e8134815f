'use client';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { Money } from '#app/_market/money.tsx';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Badge } from '#app/_ui/badge.tsx';
import { Button } from '#app/_ui/button.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { shortAddress } from '#app/_ui/short-address.ts';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { TransactionLink } from '#app/_wallet/transaction-link.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { useEarningFilter } from './use-earning-filter.ts';
import { useEarningWords } from './use-earning-words.ts';

type History = RouterOutputs['earnings']['history'];

interface EarningHistoryProps {
  initial: History;
  /** Changes with every credit and claim: then there are new rows. */
  stand: string;
}

/** Everything that came in and was taken, newest first, each with its transaction; or only the rows of one sum. */
export function EarningHistory({ initial, stand }: EarningHistoryProps) {
  const t = useTranslations('earnings.history');
  const { reason } = useEarningWords();
  const filter = useEarningFilter();
  const api = useTRPC();
  const history = useInfiniteQuery(
    api.earnings.history.infiniteQueryOptions(filter ? { of: filter } : {}, {
      initialCursor: null,
      ...(filter ? {} : { initialData: { pages: [initial], pageParams: [null] } }),
      getNextPageParam: ({ next }) => next,
    }),
  );
  useLookAgain(stand);
  const rows = history.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <Card id="history" className="scroll-mt-20">
      <CardHeading
        title={filter ? t('onlyOf', { reason: reason(filter.source), id: filter.deedId }) : t('title')}
        actions={
          filter && (
            <Button size="small" asChild>
              <Link href="/earnings#history">{t('all')}</Link>
            </Button>
          )
        }
      />
      {history.isPending && <Skeleton lines={3} label={t('title')} />}
      <ul className="divide-y divide-line">
        {rows.map((row) => (
          <Row key={`${row.kind} ${row.id}`} row={row} />
        ))}
      </ul>
      {history.error && <Notice tone="bad">{history.error.message}</Notice>}
      {history.hasNextPage && (
        <Button className="mt-3" onClick={() => void history.fetchNextPage()} disabled={history.isFetchingNextPage}>
          {t('more')}
        </Button>
      )}
    </Card>
  );
}

/** Asks for the rows again when the balances have changed. */
function useLookAgain(stand: string): void {
  const queries = useQueryClient();
  const api = useTRPC();
  const seen = useRef(stand);
  const queryKey = api.earnings.history.pathKey();
  useEffect(() => {
    if (seen.current === stand) return;
    seen.current = stand;
    void queries.invalidateQueries({ queryKey });
  }, [stand, queries, queryKey]);
}

function Row({ row }: { row: History['rows'][number] }) {
  const t = useTranslations('earnings.history');
  const { reason, component } = useEarningWords();
  const format = useFormatter();
  const wallet = shortAddress(row.wallet);
  const isCredit = row.kind === 'credit';
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-3 gap-y-1 py-2 text-sm">
      <span className="min-w-0">
        <Badge tone={isCredit ? 'good' : 'accent'}>{t(row.kind)}</Badge> <Money amount={row.amount} asset={row.asset} />{' '}
        {isCredit
          ? t('creditOf', {
              reason: reason(row.source ?? ''),
              component: component(row.deedId ?? '', row.deed),
              wallet,
            })
          : t('claimOf', { wallet })}
      </span>
      <span className="text-muted text-xs">
        {format.dateTime(row.at, { dateStyle: 'medium', timeStyle: 'short' })} · <TransactionLink hash={row.txHash} />
      </span>
    </li>
  );
}
