import { bondOf } from '#protocol/market/bond-of.ts';
import type { ContractCall } from '#protocol/market/calls/contract-call.ts';
import {
  confirmKeyCall,
  openDisputeCall,
  refundBadKeyCall,
  refundCall,
} from '#protocol/market/calls/purchase-calls.ts';
import { chainNow } from '#server/chain/chain-now.ts';
import type { Deps } from '#server/deps-type.ts';
import { nameDeeds } from '#server/market/name-deeds.ts';
import { ownWallets } from '#server/market/own-wallets.ts';
import { openDeliveredKey } from './delivered-envelope.ts';

export interface OwnPurchase {
  purchaseId: string;
  deedId: string;
  name: string;
  number: number;
  scope: number;
  quantity: number;
  asset: string;
  price: string;
  state: 'held' | 'delivered' | 'paid' | 'refunded' | 'disputed';
  deadline: Date | null;
  /** Its running step was not taken in time. */
  isLate: boolean;
  txHash: string;
  boughtAt: Date;
  /** `none` for public content; the rest as the delivered key was found. */
  key: 'none' | 'waiting' | 'right' | 'wrong' | 'unreadable';
  /** undelivered, bad-key, dispute or dispute-timeout; null where the price did not go back. */
  refundReason: string | null;
  /** The wallet that paid: it alone may confirm and object. */
  buyer: string;
  /** What its buyer may send now, the likeliest first. */
  remedies: Remedy[];
}

export interface Remedy {
  kind: 'confirm' | 'refund' | 'refundBadKey' | 'dispute';
  call: ContractCall;
  /** What it moves of the asset of the purchase: to the seller (confirm), from the buyer as a bond (dispute), back to the buyer (the others). */
  amount: string;
}

/** Purchases of the account's wallets, newest first, each with what can be done about it. */
export async function listPurchases(
  deps: Pick<Deps, 'db' | 'chain' | 'clock' | 'secrets'>,
  { ownerId }: { ownerId: string },
): Promise<OwnPurchase[]> {
  const rows = await deps.db.marketPurchase.findMany({
    where: { buyer: { in: await ownWallets(deps, ownerId) } },
    orderBy: { purchaseId: 'desc' },
    take: 200,
  });
  const keys = await deps.db.deliveredKey.findMany({
    where: { purchaseId: { in: rows.map(({ purchaseId }) => purchaseId) }, ownerId },
  });
  const nameOf = await nameDeeds(
    deps,
    rows.map(({ deedId }) => deedId.toFixed()),
  );
  const now = await chainNow(deps);
  return rows.map((row) => {
    const { scope, asset, state, deadline, txHash, boughtAt, isHeld, refundReason, buyer } = row;
    const delivered = keys.find(({ purchaseId, txHash: of }) => purchaseId.equals(row.purchaseId) && of === txHash);
    const key = isHeld ? ((delivered?.outcome ?? 'waiting') as OwnPurchase['key']) : 'none';
    const purchaseId = row.purchaseId.toFixed();
    const envelope = delivered?.envelope ?? null;
    const isLate = deadline !== null && deadline < now;
    return {
      ...{ scope, asset, state, deadline, txHash, boughtAt, key, purchaseId, refundReason, buyer },
      deedId: row.deedId.toFixed(),
      name: nameOf(row.deedId.toFixed()),
      number: row.version,
      quantity: Number(row.quantity),
      price: row.price.toFixed(),
      isLate,
      remedies: remediesOf(deps, { purchaseId, state, key, isLate, envelope, price: row.price.toFixed() }),
    };
  });
}

function remediesOf(
  deps: Pick<Deps, 'chain' | 'secrets'>,
  purchase: Pick<OwnPurchase, 'purchaseId' | 'state' | 'key' | 'isLate' | 'price'> & { envelope: unknown },
): Remedy[] {
  const contracts = deps.chain?.facts.contracts;
  const { purchaseId, state, key, isLate, envelope, price } = purchase;
  if (!contracts) return [];
  if (state === 'held' || state === 'disputed') {
    const amount = state === 'held' ? price : String(BigInt(price) + BigInt(bondOf(price)));
    return isLate ? [{ kind: 'refund', call: refundCall(contracts, purchaseId), amount }] : [];
  }
  if (state !== 'delivered' || key === 'waiting') return [];
  if (key === 'wrong') {
    const proof = openDeliveredKey(deps, envelope);
    return [{ kind: 'refundBadKey', call: refundBadKeyCall(contracts, { purchaseId, ...proof }), amount: price }];
  }
  const confirm = { kind: 'confirm' as const, call: confirmKeyCall(contracts, purchaseId), amount: price };
  const dispute = { kind: 'dispute' as const, call: openDisputeCall(contracts, purchaseId), amount: bondOf(price) };
  return [confirm, dispute].filter(({ kind }) => (kind === 'confirm' ? key === 'right' : !isLate));
}
