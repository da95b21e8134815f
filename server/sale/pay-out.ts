import { payOutCall } from '#protocol/market/calls/purchase-calls.ts';
import { sendOnce } from '#server/chain/send-once.ts';
import type { Deps } from '#server/deps-type.ts';
import type { JobContext } from '#server/jobs/job-kinds.ts';
import { requiredChain } from './required-chain.ts';

/** The job `sale.pay-out`: has the seller paid once the time for objections is over. Does nothing when the purchase went another way. */
export async function payOut(deps: Deps, payload: { purchaseId: string }, context: JobContext): Promise<void> {
  const chain = requiredChain(deps);
  const { purchaseId } = payload;
  const purchase = await deps.db.marketPurchase.findUnique({
    where: { purchaseId },
    select: { state: true, txHash: true },
  });
  if (purchase?.state !== 'delivered') return;
  const call = payOutCall(chain.facts.contracts, purchaseId);
  await sendOnce(deps, { key: `pay-out:${purchase.txHash}:${purchaseId}`, call, signal: context.signal });
}
