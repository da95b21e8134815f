import { releaseBlobs } from '#server/components/release-blobs.ts';
import type { Deps } from '#server/deps-type.ts';
import { cancelJob } from '#server/jobs/cancel-job.ts';
import { findOwnDocument } from './find-own-document.ts';

/** Deletes a document with its chunks and its file; published versions keep what they hold. */
export async function deleteDocument(deps: Deps, input: { ownerId: string; documentId: string }): Promise<void> {
  const { ownerId } = input;
  const document = await findOwnDocument(deps, input);
  if (document.jobId) await cancelJob(deps, { ownerId, jobId: document.jobId });
  await deps.db.document.deleteMany({ where: { id: document.id, ownerId } });
  await releaseBlobs(deps, { ownerId, blobIds: [document.blobId] });
}
