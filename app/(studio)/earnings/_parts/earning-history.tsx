'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Badge } from '#app/_ui/badge.tsx';
import { Button } from '#app/_ui/button.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { formatAmount } from '#app/_ui/format-amount.ts';
import { Notice } from '#app/_ui/notice.tsx';
import { shortAddress } from '#app/_ui/short-address.ts';
import { TransactionLink } from '#app/_wallet/transaction-link.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { useEarningWords } from './use-earning-words.ts';

type History = RouterOutputs['earnings']['history'];

/** Everything that came in and was taken, newest first, each with its transaction. */
export function EarningHistory({ initial }: { initial: History }) {
  const t = useTranslations('earnings.history');
  const history = useInfiniteQuery(
    useTRPC().earnings.history.infiniteQueryOptions(
      {},
      {
        initialCursor: null,
        initialData: { pages: [initial], pageParams: [null] },
        getNextPageParam: ({ next }) => next,
      },
    ),
  );
  const rows = history.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <Card>
      <CardHeading title={t('title')} />
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

function Row({ row }: { row: History['rows'][number] }) {
  const t = useTranslations('earnings.history');
  const { reason } = useEarningWords();
  const locale = useLocale();
  const format = useFormatter();
  const wallet = shortAddress(row.wallet);
  const isCredit = row.kind === 'credit';
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-3 py-2 text-sm">
      <span className="min-w-0">
        <Badge tone={isCredit ? 'good' : 'accent'}>{t(row.kind)}</Badge>{' '}
        <strong>{formatAmount(row.amount, row.asset, locale)}</strong>{' '}
        {isCredit
          ? t('creditOf', { reason: reason(row.source ?? ''), id: row.deedId ?? '', wallet })
          : t('claimOf', { wallet })}
      </span>
      <span className="text-muted text-xs">
        {format.dateTime(row.at, { dateStyle: 'medium', timeStyle: 'short' })} · <TransactionLink hash={row.txHash} />
      </span>
    </li>
  );
}
