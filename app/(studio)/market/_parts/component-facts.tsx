'use client';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Price } from '#app/_market/price.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { Fold } from '#app/_ui/fold.tsx';
import { shortAddress } from '#app/_ui/short-address.ts';
import { useSize } from '#app/_ui/use-size.ts';
import { licenceScopes } from '#protocol/market/mint-terms.ts';
import type { Page } from './component-view.tsx';

/** The terms as they stand on the chain, with the licence's own words. */
export function ComponentFacts({ page }: { page: Page }) {
  const t = useTranslations('market.facts');
  const format = useFormatter();
  const size = useSize();
  const seats = page.kind === 'dataset' ? 'copies' : 'seats';
  const percent = (bps: number) => format.number(bps / 10_000, { style: 'percent', maximumFractionDigits: 2 });
  return (
    <Card className="space-y-3">
      <CardHeading title={t('title')} />
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-2 text-sm">
        <Fact name={t('owner')}>
          <Link href={`/creators/${page.owner}`} className="text-accent underline" title={page.owner}>
            {shortAddress(page.owner)}
          </Link>
        </Fact>
        <Fact name={t('size')}>{size(page.sizeBytes)}</Fact>
        <Fact name={t('ask')}>{percent(page.askBps)}</Fact>
        <Fact name={t('royalty')}>{percent(page.royaltyBps)}</Fact>
        {page.scopes.map((scope) => (
          <Fact key={scope.scope} name={t(scope.scope === licenceScopes.seat ? seats : 'domains')}>
            {scope.supplyCap === '0' ? t('unlimited') : t('supply', { count: Number(scope.supplyCap) })}
          </Fact>
        ))}
        <Fact name={t('revenue')}>
          {page.revenue.length === 0 && t('noRevenue')}
          {page.revenue.map(({ asset, amount }) => (
            <span key={asset} className="block">
              <Price amount={amount} asset={asset} />
            </span>
          ))}
        </Fact>
      </dl>
      {page.licence === 'own' && (
        <Fold title={t('licenceText')}>
          <p className="whitespace-pre-wrap break-words text-sm">{page.licenceText}</p>
        </Fold>
      )}
    </Card>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
