'use client';
import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'next-intl';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Notice } from '#app/_ui/notice.tsx';
import { SendButton } from '#app/_wallet/send/send-button.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { type KeyWords, keyWords } from './key-words.ts';
import { useRemedyPlan } from './use-remedy-plan.ts';

const tones = {
  held: 'info',
  late: 'warn',
  delivered: 'good',
  wrong: 'bad',
  unreadable: 'bad',
  disputed: 'warn',
  undecided: 'warn',
  paid: 'good',
  lost: 'warn',
  refunded: 'good',
  'refunded-undelivered': 'good',
  'refunded-bad-key': 'good',
  'refunded-dispute': 'good',
  'refunded-dispute-timeout': 'good',
} as const satisfies Record<KeyWords, string>;

const openStates = new Set(['held', 'delivered', 'disputed']);

interface KeyStateProps {
  purchase: Pick<
    RouterOutputs['market']['receipt']['purchases'][number],
    'purchaseId' | 'state' | 'deadline' | 'refundReason'
  >;
  /** The arbiter gave the buyer's bond to the seller. */
  isBondLost?: boolean;
}

/** Where the key of a private purchase is, where its price is, and what the buyer can do now. */
export function KeyState({ purchase, isBondLost = false }: KeyStateProps) {
  const t = useTranslations('market.key');
  const format = useFormatter();
  const { purchaseId, state, refundReason, deadline } = purchase;
  const { data } = useQuery({
    ...useTRPC().library.purchases.queryOptions(),
    // What can be done about it changes with the key and with the hour, not with anything the person does here.
    refetchInterval: openStates.has(state) ? 1_000 : false,
  });
  const own = data?.find((one) => one.purchaseId === purchaseId) ?? null;
  const words = keyWords({ state, refundReason, isBondLost, own });
  const when = deadline ? format.dateTime(deadline, { dateStyle: 'medium', timeStyle: 'short' }) : t('noDeadline');
  return (
    <div className="space-y-2">
      <Notice tone={tones[words]} title={t(`${words}.title`)}>
        {t(`${words}.lead`, { when })}
      </Notice>
      {own && openStates.has(state) && own.remedies.length > 0 && (
        <div className="flex flex-wrap gap-2">
          {own.remedies.map((remedy) => (
            <RemedyButton key={remedy.kind} purchase={own} remedy={remedy} />
          ))}
        </div>
      )}
    </div>
  );
}

type OwnPurchase = RouterOutputs['library']['purchases'][number];

function RemedyButton({ purchase, remedy }: { purchase: OwnPurchase; remedy: OwnPurchase['remedies'][number] }) {
  const t = useTranslations('market.key.remedy');
  const plan = useRemedyPlan(purchase, remedy);
  const isUrgent = remedy.kind.startsWith('refund') || purchase.key === 'unreadable';
  return (
    <SendButton size="small" tone={isUrgent ? 'accent' : 'quiet'} plan={plan}>
      {t(`${remedy.kind}.button`)}
    </SendButton>
  );
}
