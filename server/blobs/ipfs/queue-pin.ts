import type { Deps } from '#server/deps-type.ts';
import type { Prisma } from '#server/generated/client.ts';
import { enqueueJob } from '#server/jobs/enqueue-job.ts';

/** Kind of the job that pins a bundle on IPFS. */
export const pinJobKind = 'bundle.pin';

/** Queues, in the caller's transaction, that the IPFS node pins a version as it is transported; nothing where this installation uses none. Safe to repeat. */
export async function queuePin(
  deps: Pick<Deps, 'ipfs'>,
  tx: Prisma.TransactionClient,
  input: { ownerId: string; versionId: string },
): Promise<void> {
  if (!deps.ipfs.node) return;
  await enqueueJob(tx, {
    ownerId: input.ownerId,
    kind: pinJobKind,
    subject: `version:${input.versionId}`,
    payload: { versionId: input.versionId },
    idempotencyKey: `pin:${input.versionId}`,
  });
}
