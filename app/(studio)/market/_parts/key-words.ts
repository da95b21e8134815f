import type { RouterOutputs } from '#server/api/router.ts';

type OwnPurchase = RouterOutputs['library']['purchases'][number];

/** Why a price went back, as the contract tells it. */
export const refundReasons = ['undelivered', 'bad-key', 'dispute', 'dispute-timeout'] as const;
type RefundReason = (typeof refundReasons)[number];

export type KeyWords =
  | 'held'
  | 'late'
  | 'delivered'
  | 'over'
  | 'wrong'
  | 'wrong-over'
  | 'unreadable'
  | 'unreadable-over'
  | 'disputed'
  | 'undecided'
  | 'paid'
  | 'paid-unread'
  | 'lost'
  | 'refunded'
  | `refunded-${RefundReason}`;

interface Standing {
  state: string;
  /** The running step was not taken in time. */
  isLate: boolean;
  refundReason: string | null;
  /** The arbiter gave the bond to the seller. */
  isBondLost: boolean;
  /** The purchase as its buyer sees it; anybody else has none. */
  own: Pick<OwnPurchase, 'key'> | null;
}

const inTime: Record<string, KeyWords> = { held: 'held', delivered: 'delivered', disputed: 'disputed', paid: 'paid' };
const tooLate: Record<string, KeyWords> = { held: 'late', delivered: 'over', disputed: 'undecided', paid: 'paid' };

/** Which words tell where key and price of a private purchase are. */
export function keyWords({ state, isLate, refundReason, isBondLost, own }: Standing): KeyWords {
  if (state === 'refunded') return refundWords(refundReason);
  if (state === 'paid' && isBondLost) return 'lost';
  return badKeyWords({ state, isLate, own }) ?? (isLate ? tooLate : inTime)[state] ?? 'delivered';
}

/** What came and can't be used; in dispute that is said by the dispute. */
function badKeyWords({ state, isLate, own }: Pick<Standing, 'state' | 'isLate' | 'own'>): KeyWords | null {
  if (own?.key !== 'wrong' && own?.key !== 'unreadable') return null;
  if (state === 'paid') return 'paid-unread';
  if (state !== 'delivered') return null;
  return isLate ? `${own.key}-over` : own.key;
}

function refundWords(refundReason: string | null): KeyWords {
  const reason = refundReasons.find((one) => one === refundReason);
  return reason ? `refunded-${reason}` : 'refunded';
}
