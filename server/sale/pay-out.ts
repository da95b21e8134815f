import { payOutCall } from '#protocol/market/calls/purchase-calls.ts';
import { relayOnce } from '#server/chain/relay-once.ts';
import { requireChain } from '#server/chain/require-chain.ts';
import type { Deps } from '#server/deps-type.ts';

/** The job `sale.pay-out`: has the seller paid once the time for objections is over. Does nothing when the purchase went another way. */
export async function payOut(deps: Deps, payload: { purchaseId: string }): Promise<void> {
  const chain = requireChain(deps);
  const { purchaseId } = payload;
  const purchase = await deps.db.marketPurchase.findUnique({
    where: { purchaseId },
    select: { state: true, txHash: true },
  });
  if (purchase?.state !== 'delivered') return;
  const call = payOutCall(chain.facts.contracts, purchaseId);
  await relayOnce(deps, { key: `pay-out:${purchase.txHash}:${purchaseId}`, ...call });
}
