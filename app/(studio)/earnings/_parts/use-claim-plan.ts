'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { formatAmount } from '#app/_ui/format-amount.ts';
import { shortAddress } from '#app/_ui/short-address.ts';
import type { SendPlan } from '#app/_wallet/send/send-plan.ts';
import type { RouterOutputs } from '#server/api/router.ts';

type Balance = RouterOutputs['earnings']['summary']['balances'][number];

/** Makes the plan that pays these balances out. */
export function useClaimPlan(): (balances: Balance[]) => SendPlan {
  const t = useTranslations('earnings.claim');
  const locale = useLocale();
  const api = useTRPC();
  const queries = useQueryClient();
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
    onDone: () => {
      void queries.invalidateQueries({ queryKey: api.earnings.summary.queryKey() });
      void queries.invalidateQueries({ queryKey: api.earnings.history.queryKey() });
    },
  });
}
