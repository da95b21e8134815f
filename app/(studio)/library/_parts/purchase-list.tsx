'use client';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Price } from '#app/_market/price.tsx';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Badge } from '#app/_ui/badge.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { KeyState } from '#app/(studio)/market/_parts/key-state.tsx';
import type { RouterOutputs } from '#server/api/router.ts';

interface PurchaseListProps {
  initial: RouterOutputs['library']['purchases'];
  /** What was bought of owners. */
  resales: RouterOutputs['library']['resalePurchases'];
}

/** Every purchase of the account with its receipt, newest first; open ones say what happens next. */
export function PurchaseList({ initial, resales }: PurchaseListProps) {
  const t = useTranslations('library.purchases');
  const { data: purchases } = useQuery({ ...useTRPC().library.purchases.queryOptions(), initialData: initial });
  const rows = [...purchases, ...resales].sort((one, other) => Number(other.boughtAt) - Number(one.boughtAt));
  if (rows.length === 0) return null;
  return (
    <Card>
      <CardHeading title={t('title')} />
      <ul className="divide-y divide-line">
        {rows.map((row) => (
          <li key={'listingId' in row ? `listing ${row.listingId}` : row.purchaseId} className="space-y-2 py-3 text-sm">
            <p className="flex flex-wrap items-center justify-between gap-2">
              <span>
                <span className="font-medium">{row.name}</span>{' '}
                <span className="text-muted">
                  <Price amount={row.price} asset={row.asset} />
                </span>{' '}
                <Mark row={row} />
              </span>
              <Link href={`/market/receipts/${row.txHash}`} className="text-accent underline">
                {t('receipt')}
              </Link>
            </p>
            {'key' in row && isWorthTelling(row) && <KeyState purchase={row} />}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Open purchases, and those that were paid for what could not be opened. */
function isWorthTelling({ state, key }: PurchaseListProps['initial'][number]): boolean {
  if (state === 'paid') return key === 'wrong' || key === 'unreadable';
  return state !== 'refunded';
}

type Row = PurchaseListProps['initial'][number] | PurchaseListProps['resales'][number];

function Mark({ row }: { row: Row }) {
  const t = useTranslations('library');
  if ('listingId' in row) return <Badge>{t(`purchases.${row.kind}`)}</Badge>;
  return row.state === 'refunded' ? <Badge tone="warn">{t('state.refunded')}</Badge> : null;
}
