import { vectorToBytes } from '#protocol/bundles/vector-bytes.ts';
import type { EmbeddingModel } from '#protocol/models/catalogue.ts';
import type { Deps } from '#server/deps-type.ts';
import { Prisma } from '#server/generated/client.ts';
import { type EmbeddedText, embedTexts } from '#server/knowledge/embedding/embed-texts.ts';
import { embeddingText } from '#server/knowledge/embedding-text.ts';

export interface EmbedBatchInput {
  ownerId: string;
  model: EmbeddingModel;
  /** Hash of the model's fingerprint. */
  fingerprint: string;
  chunkRowIds: string[];
  signal: AbortSignal;
}

interface ChunkText {
  id: string;
  text: string;
  isEdited: boolean;
}

/** Embeds some chunks and keeps their vectors. Chunks that were deleted or edited meanwhile are left for the next round. Safe to repeat. */
export async function embedBatch(deps: Deps, input: EmbedBatchInput): Promise<void> {
  const { ownerId, model, signal } = input;
  const chunks = await readTexts(deps.db, input.chunkRowIds);
  if (chunks.length === 0) return;
  const texts = chunks.map(({ text }) => text);
  const embedded = await embedTexts(deps, { ownerId, model, texts, signal });

  await deps.db.$transaction(async (tx) => {
    const ids = Prisma.join(chunks.map(({ id }) => Prisma.sql`${id}::uuid`));
    await tx.$queryRaw`SELECT 1 FROM "Chunk" WHERE "id" IN (${ids}) ORDER BY "id" FOR UPDATE`;
    const present = new Map((await readTexts(tx, input.chunkRowIds)).map((chunk) => [chunk.id, chunk.text]));
    const same = chunks.flatMap((chunk, index) => {
      const made = embedded[index];
      return made && present.get(chunk.id) === chunk.text ? [{ ...chunk, ...made }] : [];
    });
    await keepVectors(tx, input.fingerprint, same);
  });
}

/** What is embedded of each chunk that is still there: with a person's text where there is one. */
async function readTexts(db: Prisma.TransactionClient, ids: string[]): Promise<ChunkText[]> {
  const rows = await db.chunk.findMany({
    where: { id: { in: ids } },
    orderBy: { ordinal: 'asc' },
    select: { id: true, chunkId: true, knowledgeId: true, headingPath: true, text: true },
  });
  const overlays = await db.chunkOverlay.findMany({
    where: {
      knowledgeId: { in: [...new Set(rows.map(({ knowledgeId }) => knowledgeId))] },
      chunkId: { in: rows.map(({ chunkId }) => chunkId) },
      text: { not: null },
    },
    select: { chunkId: true, text: true },
  });
  const edited = new Map(overlays.map(({ chunkId, text }) => [chunkId, text]));
  return rows.map(({ id, chunkId, headingPath, text }) => ({
    id,
    text: embeddingText({ headingPath, text: edited.get(chunkId) ?? text }),
    isEdited: edited.has(chunkId),
  }));
}

async function keepVectors(
  tx: Prisma.TransactionClient,
  fingerprint: string,
  chunks: readonly (ChunkText & EmbeddedText)[],
): Promise<void> {
  await tx.chunkVector.deleteMany({ where: { rowId: { in: chunks.map(({ id }) => id) } } });
  await tx.chunkVector.createMany({
    data: chunks.map(({ id, vector }) => ({ rowId: id, fingerprint, vector: vectorToBytes(vector) })),
  });
  for (const { id, tokens } of chunks.filter(({ isEdited }) => isEdited)) {
    await tx.chunk.update({ where: { id }, data: { tokenCount: Math.max(1, tokens) }, select: { id: true } });
  }
}
