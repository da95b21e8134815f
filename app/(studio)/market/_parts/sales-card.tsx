'use client';
import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'next-intl';
import { Price } from '#app/_market/price.tsx';
import { SellOnButton } from '#app/_market/sell-on-button.tsx';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { shortAddress } from '#app/_ui/short-address.ts';
import { TransactionLink } from '#app/_wallet/transaction-link.tsx';
import type { Page } from './component-view.tsx';
import { SaleBadge, SaleWords } from './sale-state.tsx';
import { usePageChange } from './use-page-change.ts';

const settled = new Set(['paid', 'refunded']);
const lookEveryMs = 3_000;

/** For its creator: every sale with where its price is. */
export function SalesCard({ page }: { page: Page }) {
  const t = useTranslations('market.sales');
  const format = useFormatter();
  const { data: sales = [] } = useQuery({
    ...useTRPC().sale.sales.queryOptions({ componentId: page.componentId }),
    // What a sale waits for comes by others, and by the hour.
    refetchInterval: ({ state: { data } }) => (data?.some(({ state }) => !settled.has(state)) ? lookEveryMs : false),
  });
  return (
    <Card>
      <CardHeading title={t('title')} />
      {sales.length === 0 && <p className="text-muted text-sm">{t('none')}</p>}
      <ul className="divide-y divide-line">
        {sales.map((sale) => (
          <li key={sale.purchaseId} className="space-y-1 py-2 text-sm">
            <p className="flex flex-wrap items-center gap-2">
              <Price amount={sale.price} asset={sale.asset} />
              <SaleBadge sale={sale} />
              <span className="font-mono text-muted text-xs" title={sale.buyer}>
                {shortAddress(sale.buyer)}
              </span>
              <span className="text-muted text-xs">{format.dateTime(sale.boughtAt, { dateStyle: 'medium' })}</span>
              <span className="text-xs">
                <TransactionLink hash={sale.txHash} />
              </span>
            </p>
            <SaleWords sale={sale} name={page.name} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** For the deed's owner: selling the deed itself on. */
export function DeedSale({ id, page, deedId }: { id: string; page: Page; deedId: string }) {
  const t = useTranslations('market.sellOn');
  const { isWaiting, noteSent } = usePageChange(id, page);
  const lot = { kind: 'deed' as const, deedId, account: page.owner, scope: 0, units: 1 };
  const isOffered = page.resales.some(({ kind, isStale }) => kind === 'deed' && !isStale);
  return (
    <div className="space-y-2">
      <SellOnButton name={page.name} lot={lot} isOffered={isOffered} onSent={noteSent}>
        {t('deedButton')}
      </SellOnButton>
      {isWaiting && <Notice>{t('waiting')}</Notice>}
    </div>
  );
}
