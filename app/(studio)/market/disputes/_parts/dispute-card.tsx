'use client';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { Price } from '#app/_market/price.tsx';
import { Badge } from '#app/_ui/badge.tsx';
import { Card } from '#app/_ui/card.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { TransactionLink } from '#app/_wallet/transaction-link.tsx';
import { ReceiptFact } from '#app/(studio)/market/_parts/receipt-fact.tsx';
import type { DisputeList } from './dispute-desk.tsx';
import { KeyFacts } from './key-facts.tsx';
import { RulingButtons } from './ruling-buttons.tsx';

interface DisputeCardProps {
  dispute: DisputeList['open'][number];
  seat: DisputeList['seat'];
}

/** One dispute: about what, between whom, for how much, until when; what is known of the key, and the decision. */
export function DisputeCard({ dispute, seat }: DisputeCardProps) {
  const t = useTranslations('market.disputes');
  const format = useFormatter();
  const say = (when: Date) => format.dateTime(when, { dateStyle: 'medium', timeStyle: 'short' });
  const { deedId, name, number, purchaseId, asset, isLate } = dispute;
  return (
    <Card className="space-y-4">
      <h2 className="flex flex-wrap items-center gap-2 font-semibold">
        <Link href={`/market/${deedId}`} className="break-words text-accent underline">
          {name}
        </Link>
        <span className="font-normal text-muted text-sm">{t('version', { number })}</span>
        <Badge tone="warn">{t(isLate ? 'late' : 'until', { when: say(dispute.deadline) })}</Badge>
      </h2>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-2 text-sm">
        <ReceiptFact name={t('price')}>
          <Price amount={dispute.price} asset={asset} />
        </ReceiptFact>
        <ReceiptFact name={t('bond')}>
          <Price amount={dispute.bond} asset={asset} />
        </ReceiptFact>
        <ReceiptFact name={t('buyer')}>
          <Person address={dispute.buyer} />
        </ReceiptFact>
        <ReceiptFact name={t('seller')}>
          <Person address={dispute.seller} />
        </ReceiptFact>
        <ReceiptFact name={t('bought')}>
          {say(dispute.boughtAt)},{' '}
          <Link href={`/market/receipts/${dispute.txHash}`} className="text-accent underline">
            {t('receipt', { id: purchaseId })}
          </Link>
        </ReceiptFact>
        <ReceiptFact name={t('since')}>
          {say(dispute.openedAt)}, <TransactionLink hash={dispute.openedTx} />
        </ReceiptFact>
      </dl>
      <KeyFacts keyFacts={dispute.key} />
      {isLate ? <Notice>{t('lateLead')}</Notice> : <RulingButtons dispute={dispute} seat={seat} />}
    </Card>
  );
}

function Person({ address }: { address: string }) {
  return (
    <Link href={`/creators/${address}`} className="break-all font-mono text-accent text-xs underline">
      {address}
    </Link>
  );
}
