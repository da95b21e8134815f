'use client';
import { useLocale, useTranslations } from 'next-intl';
import { formatAmount } from '#app/_ui/format-amount.ts';
import { shortAddress } from '#app/_ui/short-address.ts';
import type { SendPlan } from '#app/_wallet/send/send-plan.ts';
import type { Balance } from './earning-totals.tsx';

/** Makes the plan that pays these balances out. */
export function useClaimPlan(onDone: () => void): (balances: Balance[]) => SendPlan {
  const t = useTranslations('earnings.claim');
  const locale = useLocale();
  return (balances) => ({
    key: ['claim', ...balances.flatMap(({ wallet, asset, owed }) => [wallet, asset.address, owed])],
    title: t('title'),
    lead: t('lead'),
    prepare: async ({ account, facts }) => {
      const { claimSteps } = await import('#app/_wallet/calls/claim-steps.ts');
      const rows = balances.map(({ wallet, asset, owed }) => ({
        ...{ wallet, asset, amount: formatAmount(owed, asset, locale) },
      }));
      const sentence = (claim: { amount: string; wallet: string }) =>
        t('sentence', { ...claim, wallet: shortAddress(claim.wallet) });
      const words = { contract: t('contract'), amount: t('amount'), sentence };
      return claimSteps(rows, { account, facts, words });
    },
    onDone,
  });
}
