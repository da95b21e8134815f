import type { RouterOutputs } from '#server/api/router.ts';

type OwnPurchase = RouterOutputs['library']['purchases'][number];

/** Why a price went back, as the contract tells it. */
export const refundReasons = ['undelivered', 'bad-key', 'dispute', 'dispute-timeout'] as const;
type RefundReason = (typeof refundReasons)[number];

export type KeyWords =
  | 'held'
  | 'late'
  | 'delivered'
  | 'wrong'
  | 'unreadable'
  | 'disputed'
  | 'undecided'
  | 'paid'
  | 'lost'
  | 'refunded'
  | `refunded-${RefundReason}`;

interface Standing {
  state: string;
  refundReason: string | null;
  /** The arbiter gave the bond to the seller. */
  isBondLost: boolean;
  /** The purchase as its buyer sees it; anybody else has none. */
  own: Pick<OwnPurchase, 'key' | 'remedies'> | null;
}

/** Which words tell where key and price of a private purchase are. */
export function keyWords({ state, refundReason, isBondLost, own }: Standing): KeyWords {
  const canTakeBack = own?.remedies.some(({ kind }) => kind === 'refund') ?? false;
  switch (state) {
    case 'refunded':
      return refundWords(refundReason);
    case 'paid':
      return isBondLost ? 'lost' : 'paid';
    case 'disputed':
      return canTakeBack ? 'undecided' : 'disputed';
    case 'held':
      return canTakeBack ? 'late' : 'held';
    default:
      return own?.key === 'wrong' || own?.key === 'unreadable' ? own.key : 'delivered';
  }
}

function refundWords(refundReason: string | null): KeyWords {
  const reason = refundReasons.find((one) => one === refundReason);
  return reason ? `refunded-${reason}` : 'refunded';
}
