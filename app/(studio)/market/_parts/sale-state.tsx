'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { Badge } from '#app/_ui/badge.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import type { RouterOutputs } from '#server/api/router.ts';
import { refundReasons } from './key-words.ts';
import { RemedyButton } from './remedy-button.tsx';

type Sale = RouterOutputs['sale']['sales'][number];

const tones = {
  paid: 'good',
  held: 'accent',
  delivered: 'accent',
  refunded: 'warn',
  disputed: 'bad',
  'held-late': 'warn',
  'delivered-late': 'accent',
  'disputed-late': 'warn',
} as const;
const waits = ['held', 'delivered', 'disputed', 'held-late', 'delivered-late', 'disputed-late'] as const;

/** Where a sale stands, in a word. */
export function SaleBadge({ sale }: { sale: Sale }) {
  const t = useTranslations('market.sales.state');
  const words = wordsOf(sale);
  return <Badge tone={tones[words as keyof typeof tones] ?? 'neutral'}>{t(words)}</Badge>;
}

/** What a sale waits for and until when, why a price went back, and what its seller can send. */
export function SaleWords({ sale, name }: { sale: Sale; name: string }) {
  const t = useTranslations('market.sales');
  const format = useFormatter();
  const { deadline, refundReason, remedy, problem, isLate } = sale;
  const wait = waits.find((one) => one === wordsOf(sale));
  const reason = refundReasons.find((one) => one === refundReason);
  const when = deadline && format.dateTime(deadline, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <>
      {wait && when && <p className="text-muted">{t(`waits.${wait}`, { when })}</p>}
      {reason && <p className="text-muted">{t(`refunded.${reason}`)}</p>}
      {problem && !(reason || isLate) && <Notice tone="warn">{problem}</Notice>}
      {remedy && <RemedyButton purchase={{ ...sale, name }} remedy={remedy} isUrgent={remedy.kind === 'payOut'} />}
    </>
  );
}

function wordsOf({ state, isLate }: Sale): string {
  return isLate ? `${state}-late` : state;
}
