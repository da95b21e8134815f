import type { Prisma } from '#server/generated/client.ts';
import { enqueueJob } from '#server/jobs/enqueue-job.ts';

/** Name of the job kind that reads a document. */
export const ingestJobKind = 'knowledge.ingest';

export interface QueueIngestInput {
  ownerId: string;
  documentId: string;
  /** Embeds the chunks that are there instead of cutting the text anew. */
  keepsChunks?: boolean;
}

/** Queues the reading of a document in the caller's transaction and makes that job the document's present one. Returns the job's id. */
export async function queueIngest(tx: Prisma.TransactionClient, input: QueueIngestInput): Promise<string> {
  const { ownerId, documentId, keepsChunks = false } = input;
  const job = await enqueueJob(tx, {
    ownerId,
    kind: ingestJobKind,
    subject: `document:${documentId}`,
    payload: { documentId, keepsChunks },
    maxAttempts: 8,
  });
  await tx.document.update({
    where: { id: documentId },
    data: { jobId: job.id, state: 'queued', errorCode: null, errorMessage: null },
    select: { id: true },
  });
  return job.id;
}
