'use client';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Button } from '#app/_ui/button.tsx';
import { Card } from '#app/_ui/card.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { ProgressBar } from '#app/_ui/progress-bar.tsx';
import { TransactionLink } from '#app/_wallet/transaction-link.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { PurchaseReceipt } from './purchase-receipt.tsx';
import { ResaleReceipt } from './resale-receipt.tsx';

type Receipt = RouterOutputs['market']['receipt'];

const unsettled = new Set(['held', 'delivered', 'disputed']);

/** What became of a purchase: on the chain, certain, with its key, paid out. Looks again by itself until nothing more happens. */
export function ReceiptView({ txHash, initial }: { txHash: string; initial: Receipt }) {
  const t = useTranslations('market.receipt');
  const { data: receipt, error } = useQuery({
    ...useTRPC().market.receipt.queryOptions({ txHash }),
    initialData: initial,
    refetchInterval: (query) => (isMoving(query.state.data) ? 1_000 : false),
  });
  const deed = receipt.resales.find(({ kind }) => kind === 'deed');
  return (
    <div className="max-w-3xl space-y-6">
      <Card className="space-y-3">
        <Standing receipt={receipt} />
        <p className="text-sm">
          <TransactionLink hash={txHash} />
        </p>
        {error && <Notice tone="warn">{error.message}</Notice>}
      </Card>
      {receipt.purchases.map((purchase) => (
        <PurchaseReceipt key={purchase.purchaseId} purchase={purchase} />
      ))}
      {receipt.resales.map((resale) => (
        <ResaleReceipt key={resale.listingId} resale={resale} />
      ))}
      <div className="flex flex-wrap gap-2">
        <Button tone="accent" asChild>
          {deed ? (
            <Link href={`/market/${deed.deedId}`}>{t('open')}</Link>
          ) : (
            <Link href="/library">{t('library')}</Link>
          )}
        </Button>
        <Button asChild>
          <Link href="/market">{t('market')}</Link>
        </Button>
      </div>
    </div>
  );
}

function isMoving(receipt: Receipt | undefined): boolean {
  if (!receipt || receipt.state === 'pending' || receipt.state === 'unknown') return true;
  return receipt.purchases.some(({ state }) => unsettled.has(state));
}

function Standing({ receipt }: { receipt: Receipt }) {
  const t = useTranslations('market.receipt');
  const { state, confirmations, needed } = receipt;
  if (state === 'failed')
    return (
      <Notice tone="bad" title={t('failed')}>
        {t('failedLead')}
      </Notice>
    );
  if (state === 'unknown')
    return (
      <Notice tone="warn" title={t('unknown')}>
        {t('unknownLead')}
      </Notice>
    );
  if (state === 'confirmed') {
    const words = whereMoneyIs(receipt);
    return (
      <Notice tone={words === 'refunded' ? 'info' : 'good'} title={t(words)}>
        {t(`${words}Lead`)}
      </Notice>
    );
  }
  return (
    <>
      <Notice title={t('pending')}>{t('pendingLead')}</Notice>
      {needed > 0 && (
        <ProgressBar
          done={confirmations}
          total={needed}
          label={t('confirmations', { done: Math.min(confirmations, needed), total: needed })}
        />
      )}
    </>
  );
}

function whereMoneyIs({ purchases, resales }: Receipt): 'refunded' | 'held' | 'confirmed' | 'boughtDeed' {
  if (resales.some(({ kind }) => kind === 'deed')) return 'boughtDeed';
  if (purchases.some(({ state }) => state === 'refunded')) return 'refunded';
  return purchases.some(({ state }) => unsettled.has(state)) ? 'held' : 'confirmed';
}
