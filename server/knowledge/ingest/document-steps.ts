import type { Deps } from '#server/deps-type.ts';
import type { Prisma } from '#server/generated/client.ts';
import type { JobContext } from '#server/jobs/job-kinds.ts';

/** What a job that reads a document knows of it. */
export interface IngestingDocument {
  id: string;
  ownerId: string;
  knowledgeId: string;
  name: string;
  sha256: string;
  text: string | null;
  pageCount: number | null;
  /** SHA-256 of the stored file; null for documents of an imported bundle. */
  fileSha256: string | null;
}

/** Thrown when the document was deleted, cancelled, or given to another job: there is nothing left to do, and nothing failed. */
export class DocumentTaken extends Error {}

/** The document, if this job is still the one that reads it. */
export async function openDocument(
  deps: Deps,
  input: { documentId: string; jobId: string },
): Promise<IngestingDocument | null> {
  const row = await deps.db.document.findFirst({
    where: { id: input.documentId, jobId: input.jobId, state: { not: 'cancelled' } },
    select: {
      id: true,
      ownerId: true,
      knowledgeId: true,
      name: true,
      sha256: true,
      text: true,
      pageCount: true,
      blob: { select: { sha256: true } },
    },
  });
  if (!row) return null;
  const { blob, ...document } = row;
  return { ...document, fileSha256: blob?.sha256 ?? null };
}

/** Writes to the document as long as it is this job's; throws `DocumentTaken` otherwise. */
export async function moveDocument(
  db: Prisma.TransactionClient,
  context: Pick<JobContext, 'jobId'>,
  change: { documentId: string; data: Prisma.DocumentUpdateManyMutationInput },
): Promise<void> {
  const moved = await db.document.updateMany({
    where: { id: change.documentId, jobId: context.jobId, state: { not: 'cancelled' } },
    data: change.data,
  });
  if (moved.count === 0) throw new DocumentTaken();
}
