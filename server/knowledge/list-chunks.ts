import type { Deps } from '#server/deps-type.ts';
import { findOwnDocument } from './find-own-document.ts';

export interface ChunkView {
  /** Content-derived id: what overlays and search results name. */
  chunkId: string;
  ordinal: number;
  headingPath: string[];
  pageStart: number | null;
  pageEnd: number | null;
  /** UTF-16 offsets into the document's text. */
  startOffset: number;
  endOffset: number;
  /** As it is used: with a person's changes. */
  text: string;
  originalText: string;
  tokenCount: number;
  isEnabled: boolean;
  isEdited: boolean;
  isEmbedded: boolean;
}

export interface ListChunksInput {
  ownerId: string;
  documentId: string;
  offset?: number;
  limit?: number;
  /** A chunk that the page is to hold, whatever the offset; one that isn't there gives the first page. */
  holding?: string | undefined;
}

const longestPage = 1_000;

/** A document's chunks in order, with what a person changed about them. Throws `not_found`, also for somebody else's. */
export async function listChunks(
  deps: Pick<Deps, 'db'>,
  input: ListChunksInput,
): Promise<{ chunks: ChunkView[]; total: number; offset: number }> {
  const document = await findOwnDocument(deps, input);
  const where = { documentId: document.id };
  const offset = await offsetOf(deps, input);
  const rows = await deps.db.chunk.findMany({
    where,
    orderBy: { ordinal: 'asc' },
    skip: offset,
    take: input.limit ?? longestPage,
    select: {
      chunkId: true,
      ordinal: true,
      headingPath: true,
      pageStart: true,
      pageEnd: true,
      startOffset: true,
      endOffset: true,
      text: true,
      tokenCount: true,
      vector: { select: { rowId: true } },
    },
  });
  const overlays = await deps.db.chunkOverlay.findMany({
    where: { knowledgeId: document.knowledgeId, chunkId: { in: rows.map(({ chunkId }) => chunkId) } },
    select: { chunkId: true, isEnabled: true, text: true },
  });
  const byChunk = new Map(overlays.map((overlay) => [overlay.chunkId, overlay]));
  const chunks = rows.map(({ vector, text, ...row }) => {
    const overlay = byChunk.get(row.chunkId);
    const edited = overlay?.text ?? null;
    return {
      ...row,
      text: edited ?? text,
      originalText: text,
      isEnabled: overlay?.isEnabled ?? true,
      isEdited: edited !== null,
      isEmbedded: vector !== null,
    };
  });
  return { chunks, offset, total: await deps.db.chunk.count({ where }) };
}

/** Where the page begins: as asked, or so that it holds the chunk asked for. */
async function offsetOf(deps: Pick<Deps, 'db'>, input: ListChunksInput): Promise<number> {
  if (!input.holding) return input.offset ?? 0;
  const where = { documentId: input.documentId, chunkId: input.holding };
  const chunk = await deps.db.chunk.findFirst({ where, select: { ordinal: true } });
  const limit = input.limit ?? longestPage;
  return chunk ? Math.floor(chunk.ordinal / limit) * limit : 0;
}
