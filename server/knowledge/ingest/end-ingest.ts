import type { Deps } from '#server/deps-type.ts';

/** When a document's job has failed for good or was cancelled, the document says so with the job's sentence. */
export async function endIngest(
  deps: Deps,
  payload: { documentId: string },
  outcome: { state: 'failed' | 'cancelled'; code: string; message: string },
): Promise<void> {
  const document = await deps.db.document.findUnique({ where: { id: payload.documentId }, select: { jobId: true } });
  if (!document?.jobId) return;
  const job = await deps.db.job.findUnique({ where: { id: document.jobId }, select: { state: true } });
  if (job?.state !== outcome.state) return;
  const isFailed = outcome.state === 'failed';
  await deps.db.document.updateMany({
    where: { id: payload.documentId, jobId: document.jobId },
    data: {
      state: outcome.state,
      errorCode: isFailed ? outcome.code : null,
      errorMessage: isFailed ? outcome.message : null,
    },
  });
}
