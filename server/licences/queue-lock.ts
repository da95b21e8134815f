import type { Prisma } from '#server/generated/client.ts';
import { enqueueJob } from '#server/jobs/enqueue-job.ts';

/** Kind of the job that locks a licence whose key was released. */
export const lockJobKind = 'licence.lock';

/** Queues the lock of a seat that has just been taken, for the account that issues the deed's keys; none for a creator's own node. */
export async function queueLock(
  tx: Prisma.TransactionClient,
  input: { releaseId: string; deedId: string; ground: string },
): Promise<void> {
  const sale = await tx.saleTerms.findUnique({ where: { deedId: input.deedId }, select: { ownerId: true } });
  if (!sale || input.ground === 'creator') return;
  await enqueueJob(tx, {
    ownerId: sale.ownerId,
    kind: lockJobKind,
    subject: `deed:${input.deedId}`,
    payload: { releaseId: input.releaseId },
    idempotencyKey: `lock:${input.releaseId}`,
  });
}
