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

type Purchases = RouterOutputs['library']['purchases'];

/** Every purchase of the account with its receipt; open ones first say what happens next. */
export function PurchaseList({ initial }: { initial: Purchases }) {
  const t = useTranslations('library.purchases');
  const states = useTranslations('library.state');
  const { data: purchases } = useQuery({ ...useTRPC().library.purchases.queryOptions(), initialData: initial });
  if (purchases.length === 0) return null;
  return (
    <Card>
      <CardHeading title={t('title')} />
      <ul className="divide-y divide-line">
        {purchases.map((purchase) => (
          <li key={purchase.purchaseId} className="space-y-2 py-3 text-sm">
            <p className="flex flex-wrap items-center justify-between gap-2">
              <span>
                <span className="font-medium">{purchase.name}</span>{' '}
                <span className="text-muted">
                  <Price amount={purchase.price} asset={purchase.asset} />
                </span>{' '}
                {purchase.state === 'refunded' && <Badge tone="warn">{states('refunded')}</Badge>}
              </span>
              <Link href={`/market/receipts/${purchase.txHash}`} className="text-accent underline">
                {t('receipt')}
              </Link>
            </p>
            {purchase.state !== 'paid' && purchase.state !== 'refunded' && <KeyState purchase={purchase} />}
          </li>
        ))}
      </ul>
    </Card>
  );
}
