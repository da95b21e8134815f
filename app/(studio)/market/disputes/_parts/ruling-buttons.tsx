'use client';
import { useMutation } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { wordAmount } from '#app/_market/amounts/word-amount.ts';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { ConfirmButton } from '#app/_ui/confirm-button.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { SendButton } from '#app/_wallet/send/send-button.tsx';
import type { SendPlan } from '#app/_wallet/send/send-plan.ts';
import type { DisputeList } from './dispute-desk.tsx';

interface RulingButtonsProps {
  dispute: DisputeList['open'][number];
  seat: DisputeList['seat'];
}

const sides = ['buyer', 'seller'] as const;
type Side = (typeof sides)[number];

/** Deciding for one of the two: by the arbiter's wallet, or as the local chain's own arbiter. */
export function RulingButtons({ dispute, seat }: RulingButtonsProps) {
  const t = useTranslations('market.disputes.rule');
  const decide = useMutation(useTRPC().dispute.decide.mutationOptions());
  const planOf = useRulingPlan(dispute, seat);
  const { purchaseId, name } = dispute;
  return (
    <div className="space-y-2">
      <div className="flex flex-wrap gap-2">
        {sides.map((side) =>
          seat.by === 'wallet' ? (
            <SendButton key={side} plan={planOf(side)}>
              {t(`${side}.button`)}
            </SendButton>
          ) : (
            <ConfirmButton
              key={side}
              disabled={decide.isPending || decide.isSuccess}
              title={t(`${side}.title`, { name })}
              lead={t(`${side}.lead`)}
              confirm={t(`${side}.confirm`)}
              onConfirm={() => decide.mutate({ purchaseId, isBuyerRight: side === 'buyer' })}
            >
              {t(`${side}.button`)}
            </ConfirmButton>
          ),
        )}
      </div>
      {decide.isPending && <Notice>{t('sending')}</Notice>}
      {decide.error && <Notice tone="bad">{decide.error.message}</Notice>}
    </div>
  );
}

function useRulingPlan(
  { purchaseId, name, asset, ...dispute }: RulingButtonsProps['dispute'],
  seat: DisputeList['seat'],
) {
  const t = useTranslations('market.disputes.rule');
  const locale = useLocale();
  const amount = String(BigInt(dispute.price) + BigInt(dispute.bond));
  return (side: Side): SendPlan => {
    const { to, data } = side === 'buyer' ? dispute.forBuyer : dispute.forSeller;
    return {
      key: ['ruling', purchaseId, side],
      title: t(`${side}.title`, { name }),
      lead: t(`${side}.lead`),
      signer: seat.arbiter,
      prepare: async ({ facts }) => [
        {
          key: `ruling:${purchaseId}`,
          sentence: t(`${side}.sentence`, { name }),
          contract: { name: 'ComponentMarket', address: to },
          data,
          amounts: [
            { label: t(`${side}.amount`), amount: wordAmount(facts.contracts, { amount, asset, locale }).text },
          ],
        },
      ],
    };
  };
}
