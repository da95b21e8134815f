import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';
import type { DocumentState } from '#server/generated/enums.ts';
import { pageOffsets } from './page-offsets.ts';

export interface DocumentView {
  id: string;
  knowledgeId: string;
  name: string;
  title: string;
  mime: string;
  sizeBytes: number;
  state: DocumentState;
  pageCount: number | null;
  /** Parsed Markdown; null before it was read. */
  text: string | null;
  /** Where each page begins in `text`; empty for documents without pages. */
  pageOffsets: number[];
  error: { code: string; message: string } | null;
}

/** A document with its text. Throws `not_found`, also for somebody else's. */
export async function getDocument(
  deps: Pick<Deps, 'db'>,
  input: { ownerId: string; documentId: string },
): Promise<DocumentView> {
  const row = await deps.db.document.findFirst({
    where: { id: input.documentId, ownerId: input.ownerId },
    select: {
      id: true,
      knowledgeId: true,
      name: true,
      title: true,
      mime: true,
      sizeBytes: true,
      state: true,
      pageCount: true,
      text: true,
      errorCode: true,
      errorMessage: true,
    },
  });
  if (!row) throw new AppError('not_found', 'No document of yours has this id; it may have been deleted.');
  const { errorCode, errorMessage, ...document } = row;
  return {
    ...document,
    sizeBytes: Number(document.sizeBytes),
    pageOffsets: document.text !== null && document.pageCount !== null ? pageOffsets(document.text) : [],
    error: errorMessage === null ? null : { code: errorCode ?? 'internal', message: errorMessage },
  };
}
