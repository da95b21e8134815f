'use client';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { Price } from '#app/_market/price.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { licenceScopes } from '#protocol/market/mint-terms.ts';
import type { RouterOutputs } from '#server/api/router.ts';
import { ReceiptFact } from './receipt-fact.tsx';
import { ReceiptParts } from './receipt-parts.tsx';

type Resale = RouterOutputs['market']['receipt']['resales'][number];

/** What was bought from an owner: a deed or licences, for how much, and who got which part. */
export function ResaleReceipt({ resale }: { resale: Resale }) {
  const t = useTranslations('market.receipt');
  const format = useFormatter();
  const { deedId, kind, scope, units } = resale;
  const licences = t(scope === licenceScopes.seat ? 'seats' : 'domains', { count: units });
  return (
    <Card className="space-y-4">
      <CardHeading
        title={
          <Link href={`/market/${deedId}`} className="text-accent underline">
            {resale.name}
          </Link>
        }
      />
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-2 text-sm">
        <ReceiptFact name={t('listing')}>#{resale.listingId}</ReceiptFact>
        <ReceiptFact name={t('what')}>{kind === 'deed' ? t('deed', { number: deedId }) : licences}</ReceiptFact>
        <ReceiptFact name={t('price')}>
          <Price amount={resale.price} asset={resale.asset} />
        </ReceiptFact>
        <ReceiptFact name={t('seller')}>
          <span className="break-all font-mono text-xs">{resale.seller}</span>
        </ReceiptFact>
        <ReceiptFact name={t('buyer')}>
          <span className="break-all font-mono text-xs">{resale.buyer}</span>
        </ReceiptFact>
        <ReceiptFact name={t('when')}>
          {format.dateTime(resale.boughtAt, { dateStyle: 'medium', timeStyle: 'short' })}
        </ReceiptFact>
      </dl>
      <ReceiptParts parts={resale.parts} asset={resale.asset} />
    </Card>
  );
}
