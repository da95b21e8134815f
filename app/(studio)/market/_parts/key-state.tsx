'use client';
import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'next-intl';
import { useTRPC } from '#app/_trpc/trpc.ts';
import { Notice } from '#app/_ui/notice.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { type KeyWords, keyWords } from './key-words.ts';
import { RemedyButton } from './remedy-button.tsx';
import { ShowKey } from './show-key.tsx';

const tones = {
  held: 'info',
  late: 'warn',
  delivered: 'good',
  over: 'info',
  wrong: 'bad',
  'wrong-over': 'bad',
  unreadable: 'bad',
  'unreadable-over': 'bad',
  disputed: 'warn',
  undecided: 'warn',
  paid: 'good',
  'paid-unread': 'warn',
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
    'purchaseId' | 'state' | 'deadline' | 'isLate' | 'refundReason'
  >;
  /** The arbiter gave the buyer's bond to the seller. */
  isBondLost?: boolean;
}

/** Where the key of a private purchase is, where its price is, and what the buyer can do now; to others, where the sale stands. */
export function KeyState({ purchase, isBondLost = false }: KeyStateProps) {
  const { purchaseId, state } = purchase;
  const { data } = useQuery({
    ...useTRPC().library.purchases.queryOptions(),
    // What can be done about it changes with the key and with the hour, not with anything the person does here.
    refetchInterval: openStates.has(state) ? 1_000 : false,
  });
  const own = data?.find((one) => one.purchaseId === purchaseId) ?? null;
  const isOthers = data !== undefined && own === null;
  return (
    <div className="space-y-2">
      <KeyNotice purchase={purchase} isBondLost={isBondLost} own={own} isOthers={isOthers} />
      {own && openStates.has(state) && own.remedies.length > 0 && (
        <div className="flex flex-wrap gap-2">
          {own.remedies.map((remedy) => (
            <RemedyButton
              key={remedy.kind}
              purchase={own}
              remedy={remedy}
              isUrgent={remedy.kind.startsWith('refund') || own.key === 'unreadable'}
            />
          ))}
        </div>
      )}
      {own?.state === 'disputed' && !purchase.isLate && <ShowKey purchaseId={purchaseId} />}
    </div>
  );
}

interface KeyNoticeProps extends Required<KeyStateProps> {
  own: RouterOutputs['library']['purchases'][number] | null;
  isOthers: boolean;
}

function KeyNotice({ purchase, isBondLost, own, isOthers }: KeyNoticeProps) {
  const t = useTranslations(isOthers ? 'market.key.seen' : 'market.key');
  const format = useFormatter();
  const { state, refundReason, deadline, isLate } = purchase;
  const words = keyWords({ state, refundReason, isBondLost, own, isLate });
  const when = deadline ? format.dateTime(deadline, { dateStyle: 'medium', timeStyle: 'short' }) : t('noDeadline');
  return (
    <Notice tone={isOthers ? 'info' : tones[words]} title={t(`${words}.title`)}>
      {t(`${words}.lead`, { when })}
    </Notice>
  );
}
