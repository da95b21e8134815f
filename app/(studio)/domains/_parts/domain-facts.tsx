'use client';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { Badge } from '#app/_ui/badge.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { TransactionLink } from '#app/_wallet/transaction-link.tsx';
import { ReceiptFact } from '#app/(studio)/market/_parts/receipt-fact.tsx';
import type { DomainPage } from './domain-view.tsx';

/** Who operates a domain, and how nodes get in. */
export function DomainFacts({ domain }: { domain: DomainPage }) {
  const t = useTranslations('domains');
  const format = useFormatter();
  const { name, operator, mode, createdAt, createdTx, offeredTo, isOperated, collectionCount } = domain;
  return (
    <Card>
      <CardHeading
        title={t('facts.title')}
        actions={isOperated && <Badge tone="accent">{t('badge.operated')}</Badge>}
      />
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-2 text-sm">
        <ReceiptFact name={t('facts.operator')}>
          <Link href={`/creators/${operator}`} className="break-all font-mono text-accent text-xs underline">
            {operator}
          </Link>
        </ReceiptFact>
        <ReceiptFact name={t('facts.mode')}>{t(`mode.${mode}`)}</ReceiptFact>
        <ReceiptFact name={t('facts.since')}>
          {format.dateTime(createdAt, { dateStyle: 'medium' })}, <TransactionLink hash={createdTx} />
        </ReceiptFact>
        {collectionCount > 0 && (
          <ReceiptFact name={t('facts.collections')}>
            <Link href={`/market/collections?curator=${name}`} className="text-accent underline">
              {t('facts.collectionCount', { count: collectionCount })}
            </Link>
          </ReceiptFact>
        )}
        {offeredTo && (
          <ReceiptFact name={t('facts.offeredTo')}>
            <span className="break-all font-mono text-xs">{offeredTo}</span>
          </ReceiptFact>
        )}
      </dl>
    </Card>
  );
}
