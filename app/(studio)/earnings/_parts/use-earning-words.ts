'use client';
import { useTranslations } from 'next-intl';

const reasons = ['licence', 'parent', 'protocol', 'deed', 'resale', 'royalty', 'bond', 'refund'] as const;

/** Words for why money came in, and from which component. */
export function useEarningWords() {
  const t = useTranslations('earnings');
  return {
    reason: (source: string) => t(`reason.${reasons.find((one) => one === source) ?? 'other'}`),
    component: (deedId: string, deed: { kind: string; name: string | null } | null) =>
      deed?.name ? t('named', { name: deed.name, id: deedId }) : t('unnamed', { id: deedId }),
  };
}
