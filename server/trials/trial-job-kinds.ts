import type { Prisma } from '#server/generated/client.ts';
import { enqueueJob } from '#server/jobs/enqueue-job.ts';

/** Kind of the job that brings content to the node of a trial. */
export const prepareTrialKind = 'trial.prepare';
/** Kind of the job that answers a comparison's questions. */
export const compareKind = 'trial.compare';

/** Queues, in the caller's transaction, that a trial's node gets its content. */
export async function queuePreparation(
  tx: Prisma.TransactionClient,
  { ownerId, componentId }: { ownerId: string; componentId: string },
): Promise<{ id: string }> {
  return enqueueJob(tx, { ownerId, kind: prepareTrialKind, subject: `trial:${componentId}`, payload: { componentId } });
}
