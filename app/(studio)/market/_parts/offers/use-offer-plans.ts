'use client';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { getAddress } from 'viem';
import { wordAmount } from '#app/_market/amounts/word-amount.ts';
import type { PlanContext, SendPlan } from '#app/_wallet/send/send-plan.ts';
import type { Page } from '#app/(studio)/market/_parts/component-view.tsx';
import type { ContractCall } from '#protocol/market/calls/contract-call.ts';
import { removeOfferCall, setAskBpsCall, setOfferCall } from '#protocol/market/calls/mint-calls.ts';
import { licenceScopes } from '#protocol/market/mint-terms.ts';

interface Place {
  scope: number;
  asset: string;
}

interface OfferPlans {
  /** Sets the price of a licence in one coin. */
  set(offer: Place & { price: string }): SendPlan;
  /** Ends the sale of a licence in one coin. */
  remove(offer: Place): SendPlan;
  /** Lowers the share asked of domains. */
  lowerAsk(askBps: number): SendPlan;
}

interface Change {
  key: string;
  sentence: string;
  call: ContractCall;
  amounts?: { label: string; amount: string }[];
}

/** What the owner of a deed changes of its offers: each is one transaction, signed by the wallet that owns it. */
export function useOfferPlans(page: Page, { deedId, onDone }: { deedId: string; onDone: () => void }): OfferPlans {
  const t = useTranslations('market.offers');
  const locale = useLocale();
  const format = useFormatter();
  const { name, owner } = page;
  const what = (scope: number) => t(scope === licenceScopes.seat ? 'seat' : 'domain', { kind: page.kind });
  const words = ({ facts }: PlanContext, { asset }: Place, price: string) =>
    price === '0' ? t('free') : wordAmount(facts.contracts, { amount: price, asset, locale }).text;
  const symbol = ({ facts }: PlanContext, { asset }: Place) =>
    wordAmount(facts.contracts, { amount: '0', asset, locale }).symbol;
  const planOf = (key: string, title: string, changeOf: (context: PlanContext) => Change): SendPlan => ({
    key: ['offers', deedId, key],
    title,
    lead: t('lead'),
    signer: getAddress(owner),
    onDone,
    prepare: (context) => {
      const { call, sentence, amounts = [], ...change } = changeOf(context);
      const contract = { name: 'ComponentRegistry', address: call.to };
      return Promise.resolve([{ key: `${change.key}:${deedId}`, sentence, contract, data: call.data, amounts }]);
    },
  });
  const placed = ({ scope, asset }: Place) => `${scope}:${asset}`;
  return {
    set: (offer) =>
      planOf(`set:${placed(offer)}:${offer.price}`, t('setTitle', { name }), (context) => ({
        key: `set-offer:${placed(offer)}:${offer.price}`,
        sentence: t('setSentence', { what: what(offer.scope), name, price: words(context, offer, offer.price) }),
        call: setOfferCall(context.facts.contracts, { deedId, ...offer }),
        amounts: [{ label: t('price'), amount: words(context, offer, offer.price) }],
      })),
    remove: (offer) =>
      planOf(`remove:${placed(offer)}`, t('removeTitle', { name }), (context) => ({
        key: `remove-offer:${placed(offer)}`,
        sentence: t('removeSentence', { what: what(offer.scope), name, symbol: symbol(context, offer) }),
        call: removeOfferCall(context.facts.contracts, { deedId, ...offer }),
      })),
    lowerAsk: (askBps) => {
      const share = format.number(askBps / 10_000, { style: 'percent', maximumFractionDigits: 2 });
      return planOf(`ask:${askBps}`, t('askTitle', { name }), ({ facts }) => ({
        key: `ask:${askBps}`,
        sentence: t('askSentence', { name, share }),
        call: setAskBpsCall(facts.contracts, { deedId, askBps }),
        amounts: [{ label: t('ask'), amount: share }],
      }));
    },
  };
}
