import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';
import { cancelJob } from '#server/jobs/cancel-job.ts';
import { findOwnDocument } from './find-own-document.ts';

/** Stops the reading of a document; what was read so far stays for a retry. Throws `conflict` when nothing is under way. */
export async function cancelDocument(deps: Deps, input: { ownerId: string; documentId: string }): Promise<void> {
  const document = await findOwnDocument(deps, input);
  const stopped = await deps.db.document.updateMany({
    where: { id: document.id, state: { in: ['queued', 'parsing', 'chunking', 'embedding'] } },
    data: { state: 'cancelled', errorCode: null, errorMessage: null },
  });
  if (stopped.count === 0) throw new AppError('conflict', `"${document.name}" is not being read; nothing to cancel.`);
  if (document.jobId) await cancelJob(deps, { ownerId: input.ownerId, jobId: document.jobId });
}
