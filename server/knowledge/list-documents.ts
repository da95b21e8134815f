import type { Deps } from '#server/deps-type.ts';
import type { DocumentState } from '#server/generated/enums.ts';
import { findOwnKnowledge } from './find-own-knowledge.ts';

interface DocumentRow {
  id: string;
  name: string;
  title: string;
  mime: string;
  sizeBytes: number;
  state: DocumentState;
  pageCount: number | null;
  chunks: number;
  /** Pages or passages done of all, while it is being read; `total` 0 means that it isn't known yet. */
  progress: { done: number; total: number } | null;
  /** Why it failed, or what it waits for. */
  error: { code: string; message: string } | null;
  createdAt: Date;
}

export interface DocumentList {
  documents: DocumentRow[];
  /** True while any is queued or being read: ask again in a second. */
  isRunning: boolean;
}

const running = new Set<DocumentState>(['queued', 'parsing', 'chunking', 'embedding']);

/** The documents of a knowledge base in the order they were added, with how far each is. Throws `not_found`, also for somebody else's. */
export async function listDocuments(
  deps: Pick<Deps, 'db'>,
  input: { ownerId: string; knowledgeId: string },
): Promise<DocumentList> {
  const knowledge = await findOwnKnowledge(deps, input);
  const rows = await deps.db.document.findMany({
    where: { knowledgeId: knowledge.id },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      name: true,
      title: true,
      mime: true,
      sizeBytes: true,
      state: true,
      pageCount: true,
      errorCode: true,
      errorMessage: true,
      jobId: true,
      createdAt: true,
      _count: { select: { chunks: true } },
    },
  });
  const jobs = await jobsOf(deps, rows);
  const documents = rows.map(({ _count, errorCode, errorMessage, jobId, sizeBytes, ...row }) => {
    const job = jobId ? jobs.get(jobId) : undefined;
    return {
      ...row,
      sizeBytes: Number(sizeBytes),
      chunks: _count.chunks,
      progress: running.has(row.state) && job ? { done: job.done, total: job.total } : null,
      error: errorMessage === null ? null : { code: errorCode ?? 'internal', message: errorMessage },
    };
  });
  return { documents, isRunning: documents.some(({ state }) => running.has(state)) };
}

async function jobsOf(deps: Pick<Deps, 'db'>, rows: readonly { jobId: string | null; state: DocumentState }[]) {
  const ids = rows.filter(({ state }) => running.has(state)).flatMap(({ jobId }) => jobId ?? []);
  const jobs = await deps.db.job.findMany({
    where: { id: { in: ids } },
    select: { id: true, done: true, total: true },
  });
  return new Map(jobs.map((job) => [job.id, job]));
}
