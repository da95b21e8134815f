'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { wordAmount } from '#app/_market/amounts/word-amount.ts';
import { approveSteps } from '#app/_market/asset-steps.ts';
import { useTRPC, useTRPCClient } from '#app/_trpc/trpc.ts';
import type { PlanContext, SendPlan } from '#app/_wallet/send/send-plan.ts';
import type { TransactionStep } from '#app/_wallet/send/send-types.ts';
import type { Page } from './component-view.tsx';

type Offer = Page['offers'][number];

/** Buying a licence as it was seen: price and content of the page go into the call, so that nothing else can be bought by it. */
export function usePurchasePlan(page: Page): (offer: Offer, quantity: number) => SendPlan {
  const t = useTranslations('market.buy');
  const locale = useLocale();
  const client = useTRPCClient();
  const api = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const { id, name } = page;
  const seenRoot = page.versions[0]?.contentRoot ?? '';

  async function prepare(context: PlanContext, offer: Offer, quantity: number): Promise<TransactionStep[]> {
    const { scope, asset, price } = offer;
    const seen = { id, scope: scope === 0 ? (0 as const) : (1 as const), asset, seenPrice: price, seenRoot };
    const asked = client.market.planPurchase.mutate({ ...seen, quantity, wallet: context.account });
    const plan = await asked.catch((error: unknown) => {
      // Whatever has changed, the page behind the dialog should show it.
      void queries.invalidateQueries({ queryKey: api.market.page.pathKey() });
      throw error;
    });
    const { symbol, text } = wordAmount(context.facts.contracts, { amount: plan.total, asset, locale });
    const key = `${page.componentId}:${scope}:${asset}:${quantity}`;
    const approve = await approveSteps(context, {
      ...{ asset, amount: plan.total, key },
      words: { sentence: t('approve', { amount: text }), label: t('allowed'), amount: text, assetName: symbol },
    });
    const buy = {
      key: `buy:${key}`,
      sentence: t(plan.isHeld ? 'buyHeld' : 'buyNow', { name, count: quantity }),
      contract: { name: 'ComponentMarket', address: plan.buy.to },
      data: plan.buy.data,
      amounts: [
        { label: t('price'), amount: plan.total === '0' ? t('free') : text },
        { label: t('gets'), amount: t('licences', { count: quantity }) },
        ...(plan.isFirst ? [{ label: t('also'), amount: t('mints') }] : []),
      ],
    };
    return [...approve, buy];
  }

  return (offer, quantity) => ({
    key: ['buy', page.componentId, offer.scope, offer.asset, quantity, offer.price, seenRoot],
    title: t('dialog', { name }),
    lead: t(page.isPrivate ? 'dialogHeld' : 'dialogNow'),
    prepare: (context) => prepare(context, offer, quantity),
    onDone: (hash) => router.push(`/market/receipts/${hash}`),
  });
}
