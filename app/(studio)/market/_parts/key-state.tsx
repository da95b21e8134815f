'use client';
import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'next-intl';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Notice } from '#app/_ui/notice.tsx';
import { SendButton } from '#app/_wallet/send/send-button.tsx';
import type { SendPlan } from '#app/_wallet/send/send-plan.ts';
import type { RouterOutputs } from '#server/api/router.ts';

type OwnPurchase = RouterOutputs['library']['purchases'][number];
type Remedy = NonNullable<OwnPurchase['remedy']>;

const tones = { held: 'info', delivered: 'good', paid: 'good', refunded: 'warn', disputed: 'warn' } as const;

interface KeyStateProps {
  purchase: { purchaseId: string; name: string; state: string; deadline: Date | null };
}

/** Where the key of a private purchase is, where its price is, and what the buyer can do now. */
export function KeyState({ purchase }: KeyStateProps) {
  const t = useTranslations('market.key');
  const format = useFormatter();
  const isOpen = purchase.state === 'held' || purchase.state === 'delivered';
  const { data: own } = useQuery({
    ...useTRPC().library.purchases.queryOptions(),
    // What can be done about it changes with the key, not with anything the person does here.
    refetchInterval: isOpen ? 1_000 : false,
  });
  const mine = own?.find(({ purchaseId }) => purchaseId === purchase.purchaseId);
  const state = stateOf(purchase.state);
  const when = purchase.deadline
    ? format.dateTime(purchase.deadline, { dateStyle: 'medium', timeStyle: 'short' })
    : t('noDeadline');
  const isBad = mine?.key === 'wrong' || mine?.key === 'unreadable';
  return (
    <div className="space-y-2">
      <Notice tone={isBad ? 'bad' : tones[state]} title={t(isBad ? `${mine.key}.title` : `${state}.title`)}>
        {t(isBad ? `${mine.key}.lead` : `${state}.lead`, { when })}
      </Notice>
      {mine?.remedy && <RemedyButton purchase={purchase} remedy={mine.remedy} />}
    </div>
  );
}

function stateOf(state: string): keyof typeof tones {
  return (Object.keys(tones) as (keyof typeof tones)[]).find((one) => one === state) ?? 'held';
}

function RemedyButton({ purchase, remedy }: KeyStateProps & { remedy: Remedy }) {
  const t = useTranslations('market.key.remedy');
  const { purchaseId, name } = purchase;
  const { kind, call } = remedy;
  const plan: SendPlan = {
    key: ['remedy', purchaseId, kind],
    title: t(`${kind}.button`),
    lead: t(`${kind}.lead`),
    prepare: () =>
      Promise.resolve([
        {
          key: `${kind}:${purchaseId}`,
          sentence: t(`${kind}.sentence`, { name }),
          contract: { name: 'ComponentMarket', address: call.to },
          data: call.data,
          amounts: [],
        },
      ]),
  };
  return (
    <SendButton size="small" tone={kind === 'confirm' ? 'quiet' : 'accent'} plan={plan}>
      {t(`${kind}.button`)}
    </SendButton>
  );
}
