'use client';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Price } from '#app/_market/price.tsx';
import { Card, CardHeading } from '#app/_ui/card.tsx';
import { shortAddress } from '#app/_ui/short-address.ts';
import { licenceScopes } from '#protocol/market/mint-terms.ts';
import type { RouterOutputs } from '#server/api/router.ts';
import { KeyState } from './key-state.tsx';

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
        <Fact name={t('number')}>#{purchase.purchaseId}</Fact>
        <Fact name={t('what')}>
          {t(scope === licenceScopes.seat ? 'seats' : 'domains', { count: quantity })}, {t('version', { number })}
        </Fact>
        <Fact name={t('price')}>
          <Price amount={purchase.price} asset={purchase.asset} />
        </Fact>
        <Fact name={t('buyer')}>
          <span className="break-all font-mono text-xs">{purchase.buyer}</span>
        </Fact>
        <Fact name={t('when')}>{format.dateTime(purchase.boughtAt, { dateStyle: 'medium', timeStyle: 'short' })}</Fact>
      </dl>
      {purchase.isHeld && <KeyState purchase={purchase} isBondLost={purchase.parts.some(isBond)} />}
      {purchase.parts.length > 0 && <Parts purchase={purchase} />}
    </Card>
  );
}

const isBond = ({ source }: Purchase['parts'][number]) => source === 'bond';

function Parts({ purchase }: { purchase: Purchase }) {
  const t = useTranslations('market.receipt');
  return (
    <section>
      <h3 className="mb-1 font-medium text-sm">{t('parts')}</h3>
      <ul className="divide-y divide-line rounded-md border border-line">
        {purchase.parts.map(({ account, amount, source, deedId }) => (
          <li key={`${account}-${source}-${deedId}`} className="flex flex-wrap justify-between gap-2 px-3 py-2 text-sm">
            <span>
              {t(`source.${source}`, { number: deedId })}{' '}
              <span className="font-mono text-muted text-xs" title={account}>
                {shortAddress(account)}
              </span>
            </span>
            <Price amount={amount} asset={purchase.asset} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}
