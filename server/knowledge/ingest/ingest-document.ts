import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';
import type { JobContext } from '#server/jobs/job-kinds.ts';
import { chunkStep } from './chunk-step.ts';
import { DocumentTaken, type IngestingDocument, moveDocument, openDocument } from './document-steps.ts';
import { embedStep } from './embed-step.ts';
import { parseStep } from './parse-step.ts';

export interface IngestPayload {
  documentId: string;
  keepsChunks: boolean;
}

/**
 * The job `knowledge.ingest`: file → text → chunks → vectors. Every step is kept when it ends and is safe to repeat, so after kill -9 the next worker
 * goes on where this one was. While no node is connected the document says that it waits, and the job is tried again.
 */
export async function ingestDocument(deps: Deps, payload: IngestPayload, context: JobContext): Promise<void> {
  const document = await openDocument(deps, { documentId: payload.documentId, jobId: context.jobId });
  if (!document) return;
  try {
    await ingest(deps, { document, keepsChunks: payload.keepsChunks }, context);
  } catch (cause) {
    if (cause instanceof DocumentTaken) return;
    if (!context.signal.aborted) await showReason(deps, { document, cause }, context);
    throw cause;
  }
}

async function ingest(
  deps: Deps,
  { document, keepsChunks }: { document: IngestingDocument; keepsChunks: boolean },
  context: JobContext,
): Promise<void> {
  const parsed = await parseStep(deps, document, context);
  if (!keepsChunks && !isChunked(context.checkpoint)) {
    await chunkStep(deps, { ...document, ...parsed }, context);
    await context.saveCheckpoint({ isChunked: true });
  }
  await embedStep(deps, document, context);
  await moveDocument(deps.db, context, {
    documentId: document.id,
    data: { state: 'ready', errorCode: null, errorMessage: null },
  });
}

function isChunked(checkpoint: unknown): boolean {
  return typeof checkpoint === 'object' && checkpoint !== null && 'isChunked' in checkpoint;
}

/** While the job will be tried again, the document says what it waits for. */
async function showReason(
  deps: Deps,
  { document, cause }: { document: IngestingDocument; cause: unknown },
  context: JobContext,
): Promise<void> {
  const known = cause instanceof AppError ? cause : new AppError('internal');
  await deps.db.document.updateMany({
    where: { id: document.id, jobId: context.jobId, state: { notIn: ['cancelled', 'ready'] } },
    data: { errorCode: known.code, errorMessage: known.message },
  });
}
