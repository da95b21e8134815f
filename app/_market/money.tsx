'use client';
import { useLocale } from 'next-intl';
import { formatAmount } from '#app/_ui/format-amount.ts';
import { formatDollars } from './amounts/format-dollars.ts';
import { useAssets } from './price.tsx';

interface MoneyProps {
  /** Digits in the asset's smallest unit. */
  amount: string;
  asset: { address: string; symbol: string; decimals: number };
}

/** An amount in dollars with the tokens beside it, zero too; in tokens alone where nobody posts their price. */
export function Money({ amount, asset }: MoneyProps) {
  const locale = useLocale();
  const known = useAssets().find(({ address }) => address.toLowerCase() === asset.address.toLowerCase());
  const tokens = formatAmount(amount, asset, locale);
  const dollars = known && formatDollars(amount, known, locale);
  if (!dollars) return <span className="whitespace-nowrap font-semibold">{tokens}</span>;
  return (
    <span className="whitespace-nowrap">
      <span className="font-semibold">{dollars}</span> <span className="text-muted text-xs">{tokens}</span>
    </span>
  );
}
