'use client';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { Price } from '#app/_market/price.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { licenceScopes } from '#protocol/market/mint-terms.ts';
import type { RouterOutputs } from '#server/api/router.ts';
import { KeyState } from './key-state.tsx';
import { ReceiptFact } from './receipt-fact.tsx';
import { ReceiptParts } from './receipt-parts.tsx';

type Purchase = RouterOutputs['market']['receipt']['purchases'][number];

/** One purchase: what was bought, for how much, where the money is, and who got which part. */
export function PurchaseReceipt({ purchase }: { purchase: Purchase }) {
  const t = useTranslations('market.receipt');
  const format = useFormatter();
  const { deedId, name, number, scope, quantity } = purchase;
  return (
    <Card className="space-y-4">
      <CardHeading
        title={
          <Link href={`/market/${deedId}`} className="text-accent underline">
            {name}
          </Link>
        }
      />
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-2 text-sm">
        <ReceiptFact name={t('number')}>#{purchase.purchaseId}</ReceiptFact>
        <ReceiptFact name={t('what')}>
          {t(scope === licenceScopes.seat ? 'seats' : 'domains', { count: quantity })}, {t('version', { number })}
        </ReceiptFact>
        <ReceiptFact name={t('price')}>
          <Price amount={purchase.price} asset={purchase.asset} />
        </ReceiptFact>
        <ReceiptFact name={t('buyer')}>
          <span className="break-all font-mono text-xs">{purchase.buyer}</span>
        </ReceiptFact>
        <ReceiptFact name={t('when')}>
          {format.dateTime(purchase.boughtAt, { dateStyle: 'medium', timeStyle: 'short' })}
        </ReceiptFact>
      </dl>
      {purchase.isHeld && <KeyState purchase={purchase} isBondLost={purchase.parts.some(isBond)} />}
      <ReceiptParts parts={purchase.parts} asset={purchase.asset} />
    </Card>
  );
}

const isBond = ({ source }: Purchase['parts'][number]) => source === 'bond';
