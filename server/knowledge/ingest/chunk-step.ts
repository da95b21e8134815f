import type { BundleChunk } from '#protocol/manifests/bundle-manifest.ts';
import { newId } from '#protocol/new-id.ts';
import type { Deps } from '#server/deps-type.ts';
import type { Prisma } from '#server/generated/client.ts';
import type { JobContext } from '#server/jobs/job-kinds.ts';
import { chunkDocument } from '#server/knowledge/chunk-document.ts';
import { embeddingModel } from '#server/knowledge/embedding/embedding-model.ts';
import { openTokenCounter } from '#server/knowledge/embedding/open-token-counter.ts';
import { findOwnKnowledge } from '#server/knowledge/find-own-knowledge.ts';
import { type IngestingDocument, moveDocument } from './document-steps.ts';

const rowsPerInsert = 1_000;

/** Cuts the text into chunks and brings the document's rows to that state in one transaction: chunks that stay keep their vectors. */
export async function chunkStep(
  deps: Deps,
  document: IngestingDocument & { text: string },
  context: JobContext,
): Promise<void> {
  const { id: documentId, ownerId, knowledgeId } = document;
  await moveDocument(deps.db, context, { documentId, data: { state: 'chunking' } });
  await context.report({ step: 'chunking', done: 0, total: 0, message: 'Cutting the text into passages' });
  const knowledge = await findOwnKnowledge(deps, { ownerId, knowledgeId });
  const model = embeddingModel(knowledge.embeddingModel);
  const settings = {
    ...knowledge.chunking,
    maxTokens: Math.min(knowledge.chunking.maxTokens, model.maxTokens - 2),
  };
  const chunks = await chunkDocument({
    documentSha256: document.sha256,
    text: document.text,
    hasPages: document.pageCount !== null,
    settings,
    countTokens: openTokenCounter(deps, { ownerId, model, signal: context.signal }),
  });
  await deps.db.$transaction(
    async (tx) => {
      await moveDocument(tx, context, { documentId, data: { state: 'embedding' } });
      await replaceChunks(tx, { documentId, ownerId, knowledgeId }, chunks);
    },
    { timeout: 120_000 },
  );
}

async function replaceChunks(
  tx: Prisma.TransactionClient,
  place: { documentId: string; ownerId: string; knowledgeId: string },
  chunks: readonly BundleChunk[],
): Promise<void> {
  const present = await tx.chunk.findMany({
    where: { documentId: place.documentId },
    select: { id: true, chunkId: true, ordinal: true, startOffset: true, endOffset: true },
  });
  const wanted = new Map(chunks.map((chunk) => [keyOf(chunk.id, chunk), chunk]));
  const stale = present.filter((row) => !wanted.delete(keyOf(row.chunkId, row))).map(({ id }) => id);
  for (let at = 0; at < stale.length; at += rowsPerInsert) {
    await tx.chunk.deleteMany({ where: { id: { in: stale.slice(at, at + rowsPerInsert) } } });
  }
  const rows = [...wanted.values()].map(({ id, document: _document, ...chunk }) => ({
    ...chunk,
    ...place,
    id: newId(),
    chunkId: id,
  }));
  for (let at = 0; at < rows.length; at += rowsPerInsert) {
    await tx.chunk.createMany({ data: rows.slice(at, at + rowsPerInsert) });
  }
}

/** A chunk stays when its content and its place stay. */
function keyOf(chunkId: string, place: { ordinal: number; startOffset: number; endOffset: number }): string {
  return [chunkId, place.ordinal, place.startOffset, place.endOffset].join(' ');
}
