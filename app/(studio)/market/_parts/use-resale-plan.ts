'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { wordAmount } from '#app/_market/amounts/word-amount.ts';
import { approveSteps } from '#app/_market/asset-steps.ts';
import { useTRPC } from '#app/_trpc/trpc.ts';
import type { PlanContext, SendPlan } from '#app/_wallet/send/send-plan.ts';
import { buyListingCall } from '#protocol/market/calls/listing-calls.ts';
import type { Page } from './component-view.tsx';

type Resale = Page['resales'][number];

/** Buying a listing as it was seen: with a higher price, or after its seller moved it, the call fails. Looks first whether it is still there, so that nothing is allowed for what is gone. */
export function useResalePlan(id: string, page: Page): (resale: Resale) => SendPlan {
  const t = useTranslations('market.resale');
  const buy = useTranslations('market.buy');
  const locale = useLocale();
  const router = useRouter();
  const api = useTRPC();
  const queries = useQueryClient();

  async function assertThere({ listingId }: Resale): Promise<void> {
    const now = await queries.fetchQuery({ ...api.market.page.queryOptions({ id }), staleTime: 0 });
    const isThere = now.resales.some((one) => one.listingId === listingId && !one.isStale);
    if (!isThere) throw new Error(t('gone'));
  }

  return (resale) => ({
    key: ['resale', resale.listingId, resale.price, resale.transferNonce],
    title: t('dialog', { name: page.name }),
    lead: t(`lead.${resale.kind}`),
    onDone: (hash) => router.push(`/market/receipts/${hash}`),
    prepare: async (context: PlanContext) => {
      await assertThere(resale);
      const { asset, price, listingId } = resale;
      const { symbol, text } = wordAmount(context.facts.contracts, { amount: price, asset, locale });
      const approve = await approveSteps(context, {
        ...{ asset, amount: price, key: `listing:${listingId}` },
        words: { sentence: buy('approve', { amount: text }), label: buy('allowed'), amount: text, assetName: symbol },
      });
      const call = { listingId, maxPrice: price, expectedNonce: resale.transferNonce };
      const { to, data } = buyListingCall(context.facts.contracts, call);
      const step = {
        key: `listing:${listingId}`,
        sentence: t('sentence', { what: t(resale.kind, { count: resale.units }), name: page.name }),
        contract: { name: 'ComponentMarket', address: to },
        data,
        amounts: [{ label: buy('price'), amount: text }],
      };
      return [...approve, step];
    },
  });
}
