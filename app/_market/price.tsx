'use client';
import { useLocale, useTranslations } from 'next-intl';
import { formatAmount } from '#app/_ui/format-amount.ts';
import { useChain } from '#app/_wallet/chain-context.tsx';
import { type Asset, assetsOf } from './amounts/assets-of.ts';
import { formatDollars } from './amounts/format-dollars.ts';

/** What is paid with here. */
export function useAssets(): Asset[] {
  const facts = useChain();
  return facts ? assetsOf(facts.contracts) : [];
}

/** An amount in dollars with the tokens beside it; in tokens alone where nobody knows their price. */
export function Price({ amount, asset }: { amount: string; asset: string }) {
  const t = useTranslations('market.price');
  const locale = useLocale();
  const known = useAssets().find(({ address }) => address.toLowerCase() === asset.toLowerCase());
  if (amount === '0') return <span className="font-semibold">{t('free')}</span>;
  if (!known) return <span className="font-semibold">{t('unknown', { amount })}</span>;
  const dollars = formatDollars(amount, known, locale);
  const tokens = formatAmount(amount, known, locale);
  if (!dollars) return <span className="font-semibold">{tokens}</span>;
  return (
    <span>
      <span className="font-semibold">{dollars}</span> <span className="text-muted text-xs">{tokens}</span>
    </span>
  );
}
