import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';

export interface OwnDocument {
  id: string;
  knowledgeId: string;
  name: string;
  jobId: string | null;
  blobId: string | null;
  /** False for documents of an imported bundle, which come as text. */
  hasFile: boolean;
}

/** One of the owner's documents. Throws `not_found`, also for somebody else's. */
export async function findOwnDocument(
  deps: Pick<Deps, 'db'>,
  input: { ownerId: string; documentId: string },
): Promise<OwnDocument> {
  const row = await deps.db.document.findFirst({
    where: { id: input.documentId, ownerId: input.ownerId },
    select: { id: true, knowledgeId: true, name: true, jobId: true, blobId: true },
  });
  if (!row) throw new AppError('not_found', 'No document of yours has this id; it may have been deleted.');
  return { ...row, hasFile: row.blobId !== null };
}
