'use client';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { Price } from '#app/_market/price.tsx';
import { Badge } from '#app/_ui/badge.tsx';
import { TransactionLink } from '#app/_wallet/transaction-link.tsx';
import type { DisputeList } from './dispute-desk.tsx';

/** What was decided, each with its transaction. */
export function RulingList({ rulings }: { rulings: DisputeList['ruled'] }) {
  const t = useTranslations('market.disputes');
  const format = useFormatter();
  return (
    <ul className="divide-y divide-line">
      {rulings.map(({ purchaseId, deedId, name, price, asset, isBuyerRight, ruledAt, ruledTx, txHash }) => (
        <li key={purchaseId} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2 text-sm">
          <Link href={`/market/${deedId}`} className="break-words font-medium text-accent underline">
            {name}
          </Link>
          <Price amount={price} asset={asset} />
          <Badge tone="neutral">{t(isBuyerRight ? 'forBuyer' : 'forSeller')}</Badge>
          <span className="text-muted text-xs">{format.dateTime(ruledAt, { dateStyle: 'medium' })}</span>
          <span className="text-xs">
            <TransactionLink hash={ruledTx} />
          </span>
          <Link href={`/market/receipts/${txHash}`} className="text-accent text-xs underline">
            {t('receipt', { id: purchaseId })}
          </Link>
        </li>
      ))}
    </ul>
  );
}
