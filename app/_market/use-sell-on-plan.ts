'use client';
import { useLocale, useTranslations } from 'next-intl';
import { type Address, getAddress } from 'viem';
import type { PlanContext, SendPlan } from '#app/_wallet/send/send-plan.ts';
import type { TransactionStep } from '#app/_wallet/send/send-types.ts';
import { allowMarketCall, listDeedCall, listLicenceCall } from '#protocol/market/calls/listing-calls.ts';
import { licenceToken } from '#protocol/market/licence-token.ts';
import { assetAbi, licenceAbi, marketReadAbi } from '#protocol/market/market-abi.ts';
import { wordAmount } from './amounts/word-amount.ts';

export interface Lot {
  kind: 'deed' | 'licence';
  deedId: string;
  /** Wallet that holds it. */
  account: string;
  scope: number;
  units: number;
}

interface Offer {
  lot: Lot;
  asset: string;
  price: string;
  days: number;
}

/** Allows the market to move what is sold, once, and lists it. */
export function useSellOnPlan({ name, onDone }: { name: string; onDone: () => void }): (offer: Offer) => SendPlan {
  const t = useTranslations('market.sellOn');
  const locale = useLocale();
  return (offer) => ({
    key: [
      'sell-on',
      offer.lot.kind,
      offer.lot.deedId,
      offer.lot.scope,
      offer.lot.units,
      offer.price,
      offer.asset,
      offer.days,
    ],
    title: t('title', { name }),
    signer: getAddress(offer.lot.account),
    onDone,
    prepare: async (context) => {
      const { contracts } = context.facts;
      const say = (amount: bigint) =>
        wordAmount(contracts, { amount: String(amount), asset: offer.asset, locale }).text;
      const { price, fee, royalty } = await readParts(context, offer);
      const what = t(`what.${offer.lot.kind}`, { count: offer.lot.units });
      const { to, data } = listCall(contracts, offer, await now(context));
      const list: TransactionStep = {
        key: `list:${offer.lot.kind}:${offer.lot.deedId}:${offer.lot.scope}`,
        sentence: t('sentence', { what, name, days: offer.days }),
        contract: { name: 'ComponentMarket', address: to },
        data,
        amounts: [
          { label: t('price'), amount: say(price) },
          { label: t('fee'), amount: say(fee) },
          { label: t(`royalty.${offer.lot.kind}`), amount: say(royalty) },
          { label: t('yours'), amount: say(price - fee - royalty) },
        ],
      };
      return [...(await allowSteps(context, offer.lot, t('allow', { name }))), list];
    },
  });
}

/** What the contract will take from the price, as it reckons itself. A royalty of the seller's own comes back to them. */
async function readParts({ facts: { contracts }, client }: PlanContext, { lot, price: digits }: Offer) {
  const price = BigInt(digits);
  const token = lot.kind === 'deed' ? BigInt(lot.deedId) : licenceToken(BigInt(lot.deedId), lot.scope);
  const collection = lot.kind === 'deed' ? contracts.componentRegistry : contracts.componentLicence;
  const [feeBps, [, royalty]] = await Promise.all([
    client.readContract({ address: contracts.componentMarket, abi: marketReadAbi, functionName: 'FEE_BPS' }),
    client.readContract({ address: collection, abi: licenceAbi, functionName: 'royaltyInfo', args: [token, price] }),
  ]);
  return { price, fee: (price * BigInt(feeBps)) / 10_000n, royalty };
}

/** The chain's own time: a listing's end is judged by it. */
async function now({ client }: PlanContext): Promise<number> {
  const { timestamp } = await client.getBlock();
  return Number(timestamp);
}

function listCall(contracts: PlanContext['facts']['contracts'], { lot, asset, price, days }: Offer, from: number) {
  const { deedId, scope, units } = lot;
  // A minute less than the contract's limit: the block that lists it may be older than this one's neighbour.
  const terms = { deedId, asset, price, expiresAt: from + days * 86_400 - 60 };
  return lot.kind === 'deed' ? listDeedCall(contracts, terms) : listLicenceCall(contracts, { ...terms, scope, units });
}

async function allowSteps(
  { account, facts, client }: PlanContext,
  lot: Lot,
  sentence: string,
): Promise<TransactionStep[]> {
  const collection = lot.kind === 'deed' ? 'componentRegistry' : 'componentLicence';
  const address: Address = facts.contracts[collection];
  const args = [account, facts.contracts.componentMarket] as const;
  if (await client.readContract({ address, abi: assetAbi, functionName: 'isApprovedForAll', args })) return [];
  const { to, data } = allowMarketCall(facts.contracts, collection);
  const name = lot.kind === 'deed' ? 'ComponentRegistry' : 'ComponentLicence';
  return [{ key: `allow:${collection}`, sentence, contract: { name, address: to }, data, amounts: [] }];
}
