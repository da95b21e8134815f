'use client';
import { useLocale, useTranslations } from 'next-intl';
import { getAddress } from 'viem';
import { wordAmount } from '#app/_market/amounts/word-amount.ts';
import { approveSteps } from '#app/_market/asset-steps.ts';
import type { PlanContext, SendPlan } from '#app/_wallet/send/send-plan.ts';
import type { TransactionStep } from '#app/_wallet/send/send-types.ts';
import type { RouterOutputs } from '#server/api/router.ts';

type OwnPurchase = RouterOutputs['library']['purchases'][number];
type Sale = RouterOutputs['sale']['sales'][number];

/** A purchase whose price the contract holds, as its buyer or its seller sees it. */
export type HeldPurchase = Pick<OwnPurchase, 'purchaseId' | 'name' | 'asset' | 'buyer'>;
export type Remedy = OwnPurchase['remedies'][number] | NonNullable<Sale['remedy']>;

/** What can be done about a private purchase: its buyer pays early, takes the price back, or objects with a bond; its seller has it settled when its time is over. */
export function useRemedyPlan(purchase: HeldPurchase, remedy: Remedy): SendPlan {
  const t = useTranslations('market.key.remedy');
  const locale = useLocale();
  const { purchaseId, name, asset } = purchase;
  const { kind, call, amount } = remedy;
  const key = `${kind}:${purchaseId}`;

  async function prepare(context: PlanContext): Promise<TransactionStep[]> {
    const { symbol, text } = wordAmount(context.facts.contracts, { amount, asset, locale });
    const allow = await approveSteps(context, {
      ...{ asset, amount: kind === 'dispute' ? amount : '0', key },
      words: { sentence: t('allow', { amount: text }), label: t('allowed'), amount: text, assetName: symbol },
    });
    const move = {
      key,
      sentence: t(`${kind}.sentence`, { name }),
      contract: { name: 'ComponentMarket', address: call.to },
      data: call.data,
      amounts: [{ label: t(`${kind}.amount`), amount: text }],
    };
    return [...allow, move];
  }

  return {
    key: ['remedy', purchaseId, kind],
    title: t(`${kind}.button`),
    lead: t(`${kind}.lead`),
    // Anybody may have the price sent back to the buyer; only the buyer says that a key is right or wrong.
    ...(kind === 'confirm' || kind === 'dispute' ? { signer: getAddress(purchase.buyer) } : {}),
    prepare,
  };
}
