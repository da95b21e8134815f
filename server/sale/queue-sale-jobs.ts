import { chainNow } from '#server/chain/chain-now.ts';
import type { Deps } from '#server/deps-type.ts';
import { enqueueJob } from '#server/jobs/enqueue-job.ts';

export const deliverJobKind = 'sale.deliver-key';
export const payOutJobKind = 'sale.pay-out';

/** Queues what is due of purchases of what is sold here: keys to deliver, and payments whose time for objections is over. Each once, however often it is called. */
export async function queueSaleJobs(deps: Pick<Deps, 'db' | 'chain' | 'clock'>): Promise<void> {
  const due = await deps.db.marketPurchase.findMany({
    where: { OR: [{ state: 'held' }, { state: 'delivered', deadline: { lt: await chainNow(deps) } }] },
    select: { purchaseId: true, deedId: true, state: true, txHash: true },
  });
  if (due.length === 0) return;
  const sales = await deps.db.saleTerms.findMany({
    where: { deedId: { in: due.map(({ deedId }) => deedId) } },
    select: { deedId: true, ownerId: true },
  });
  const owners = new Map(sales.map(({ deedId, ownerId }) => [deedId?.toFixed(), ownerId]));
  for (const { purchaseId, deedId, state, txHash } of due) {
    const ownerId = owners.get(deedId.toFixed());
    if (!ownerId) continue;
    const kind = state === 'held' ? deliverJobKind : payOutJobKind;
    await deps.db.$transaction((tx) =>
      enqueueJob(tx, {
        ownerId,
        kind,
        subject: `purchase:${purchaseId.toFixed()}`,
        payload: { purchaseId: purchaseId.toFixed() },
        idempotencyKey: `${kind}:${txHash}:${purchaseId.toFixed()}`,
        maxAttempts: 20,
      }),
    );
  }
}
