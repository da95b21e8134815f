import type { BundleChunk } from '#protocol/manifests/bundle-manifest.ts';
import type { Prisma } from '#server/generated/client.ts';
import type { PresentChunk } from './present-chunks.ts';

export interface ReadChunk {
  chunk: BundleChunk;
  documentName: string;
  /** Little-endian float32. */
  vector: Uint8Array;
}

/** Content and vectors of some chunks, in the same order; a chunk that was deleted meanwhile is left out. */
export async function readPresentChunks(
  db: Prisma.TransactionClient,
  chunks: readonly PresentChunk[],
): Promise<ReadChunk[]> {
  const rows = await db.chunk.findMany({
    where: { id: { in: chunks.map(({ rowId }) => rowId) } },
    select: {
      id: true,
      ordinal: true,
      headingPath: true,
      pageStart: true,
      pageEnd: true,
      startOffset: true,
      endOffset: true,
      text: true,
      tokenCount: true,
      vector: { select: { vector: true } },
      document: { select: { name: true, sha256: true } },
    },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return chunks.flatMap(({ rowId, presentId, editedText }) => {
    const row = byId.get(rowId);
    if (!row?.vector) return [];
    const { id: _id, vector, document, text, ...place } = row;
    const chunk = { ...place, id: presentId, document: document.sha256, text: editedText ?? text };
    return [{ chunk, documentName: document.name, vector: vector.vector }];
  });
}
