'use client';
import { useTranslations } from 'next-intl';
import { Money } from '#app/_market/money.tsx';
import { useAssets } from '#app/_market/price.tsx';
import type { RouterOutputs } from '#server/api/router.ts';

export type Balance = RouterOutputs['earnings']['summary']['balances'][number];

const figures = ['owed', 'claimed', 'credited'] as const;

/** What all wallets have together, in each token; tokens without a price are never turned into dollars. */
export function EarningTotals({ balances }: { balances: Balance[] }) {
  const t = useTranslations('earnings.balances');
  const dollarCoins = new Set(
    useAssets()
      .filter(({ isStable }) => isStable)
      .map(({ address }) => address.toLowerCase()),
  );
  const tokens = [...new Map(balances.map(({ asset }) => [asset.address, asset])).values()].toSorted(
    (a, b) => Number(dollarCoins.has(b.address.toLowerCase())) - Number(dollarCoins.has(a.address.toLowerCase())),
  );
  const priceless = tokens.filter(({ address }) => !dollarCoins.has(address.toLowerCase()));
  const sum = (address: string, figure: (typeof figures)[number]) =>
    balances
      .filter(({ asset }) => asset.address === address)
      .reduce((total, balance) => total + BigInt(balance[figure]), 0n);
  return (
    <>
      <dl className="mb-4 grid gap-3 sm:grid-cols-3">
        {figures.map((figure) => (
          <div key={figure} className="rounded-md bg-sunken p-3">
            <dt className="text-muted text-xs">{t(figure)}</dt>
            {tokens.map((asset) => (
              <dd key={asset.address} className={figure === 'owed' ? 'text-lg' : undefined}>
                <Money amount={String(sum(asset.address, figure))} asset={asset} />
              </dd>
            ))}
          </div>
        ))}
      </dl>
      {priceless.length > 0 && (
        <p className="mb-4 text-muted text-xs">
          {t('noPrice', { symbols: priceless.map(({ symbol }) => symbol).join(', ') })}
        </p>
      )}
    </>
  );
}
