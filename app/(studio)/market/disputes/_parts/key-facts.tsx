'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { Fold } from '#app/_ui/fold.tsx';
import { TransactionLink } from '#app/_wallet/transaction-link.tsx';
import { ReceiptFact } from '#app/(studio)/market/_parts/receipt-fact.tsx';
import type { DisputeList } from './dispute-desk.tsx';
import { KeyCheck } from './key-check.tsx';

/** What the chain tells everybody of a delivered key, and whether a key that somebody shows is the promised one. */
export function KeyFacts({ keyFacts }: { keyFacts: DisputeList['open'][number]['key'] }) {
  const t = useTranslations('market.disputes.key');
  const format = useFormatter();
  const { contentRoot, commitment, issuer, deliveredAt, deliveredTx, sealedBytes } = keyFacts;
  const when = deliveredAt && format.dateTime(deliveredAt, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <Fold title={t('title')}>
      <p className="text-sm">{t('lead')}</p>
      <dl className="grid gap-x-4 gap-y-2 text-sm sm:grid-cols-[auto_minmax(0,1fr)]">
        <ReceiptFact name={t('content')}>
          <Mono>{contentRoot}</Mono>
        </ReceiptFact>
        <ReceiptFact name={t('commitment')}>
          <Mono>{commitment}</Mono>
        </ReceiptFact>
        <ReceiptFact name={t('issuer')}>
          <Mono>{issuer}</Mono>
        </ReceiptFact>
        {when && deliveredTx && (
          <ReceiptFact name={t('delivered')}>
            {t('sealed', { when, bytes: sealedBytes })} <TransactionLink hash={deliveredTx} />
          </ReceiptFact>
        )}
      </dl>
      <KeyCheck contentRoot={contentRoot} commitment={commitment} />
    </Fold>
  );
}

function Mono({ children }: { children: string }) {
  return <span className="break-all font-mono text-xs">{children}</span>;
}
