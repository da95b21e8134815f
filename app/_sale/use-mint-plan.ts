'use client';
import { useTranslations } from 'next-intl';
import type { Hex } from 'viem';
import type { SendPlan } from '#app/_wallet/send/send-plan.ts';
import { mintSignedCall } from '#protocol/market/calls/mint-calls.ts';
import type { MintVoucher } from '#protocol/market/mint-terms.ts';

export interface SignedVoucher {
  voucher: MintVoucher;
  signature: Hex;
}

interface Minting {
  componentId: string;
  name: string;
  onDone: () => void;
}

/** Mints what is signed already: whoever buys at the same moment, one deed comes of it. */
export function useMintPlan({ componentId, name, onDone }: Minting): (signed: SignedVoucher) => SendPlan {
  const t = useTranslations('sale.mint');
  return (signed) => ({
    key: ['mint', componentId, signed.voucher.nonce],
    title: t('title', { name }),
    lead: t('lead'),
    onDone,
    prepare: ({ facts }) => {
      const { to, data } = mintSignedCall(facts.contracts, signed);
      const step = {
        key: `mint:${componentId}:${signed.voucher.nonce}`,
        sentence: t('sentence', { name }),
        contract: { name: 'ComponentRegistry', address: to },
        amounts: [{ label: t('cost'), amount: t('gasOnly') }],
        data,
      };
      return Promise.resolve([step]);
    },
  });
}
