'use client';
import { useLocale, useTranslations } from 'next-intl';
import { formatAmount } from '#app/_ui/format-amount.ts';

const reasons = ['licence', 'parent', 'protocol', 'deed', 'resale', 'royalty', 'bond', 'refund'] as const;

/** Words for why money came in, from which component, and how much of it. */
export function useEarningWords() {
  const t = useTranslations('earnings');
  const locale = useLocale();
  return {
    reason: (source: string) => t(`reason.${reasons.find((one) => one === source) ?? 'other'}`),
    component: (deedId: string, deed: { kind: string; name: string | null } | null) =>
      deed?.name ? t('named', { name: deed.name, id: deedId }) : t('unnamed', { id: deedId }),
    amount: (digits: string, asset: { decimals: number; symbol: string }) => formatAmount(digits, asset, locale),
  };
}
