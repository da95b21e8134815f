'use client';
import { useTranslations } from 'next-intl';
import { getAddress } from 'viem';
import { SendButton } from '#app/_wallet/send/send-button.tsx';
import type { SendPlan } from '#app/_wallet/send/send-plan.ts';
import { cancelListingCall } from '#protocol/market/calls/listing-calls.ts';

interface CancelListingProps {
  listingId: string;
  seller: string;
  name: string;
  onDone: () => void;
}

/** Takes a listing of one's own back. */
export function CancelListing({ listingId, seller, name, onDone }: CancelListingProps) {
  const t = useTranslations('market.resale');
  const plan: SendPlan = {
    key: ['cancel-listing', listingId],
    title: t('cancelTitle', { name }),
    signer: getAddress(seller),
    onDone,
    prepare: ({ facts }) => {
      const { to, data } = cancelListingCall(facts.contracts, listingId);
      const contract = { name: 'ComponentMarket', address: to };
      const sentence = t('cancelSentence', { number: listingId, name });
      return Promise.resolve([{ key: `cancel-listing:${listingId}`, sentence, contract, data, amounts: [] }]);
    },
  };
  return (
    <SendButton size="small" plan={plan} aria-label={t('cancelOne', { number: listingId })}>
      {t('cancel')}
    </SendButton>
  );
}
