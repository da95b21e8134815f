import { AppError } from '#protocol/errors.ts';
import type { BundleDocument } from '#protocol/manifests/bundle-manifest.ts';
import type { BundleSource } from '#server/components/build-bundle.ts';
import type { Deps } from '#server/deps-type.ts';
import type { Prisma } from '#server/generated/client.ts';
import { type PresentChunk, presentChunks } from '#server/knowledge/present-chunks.ts';
import { readPresentChunks } from '#server/knowledge/read-present-chunks.ts';
import { openFileWriter } from './open-file-writer.ts';

export interface KnowledgeFiles {
  files: BundleSource[];
  documents: number;
  chunks: number;
}

const chunksPerRead = 500;

export interface WriteKnowledgeInput {
  knowledgeId: string;
  /** Hash of the embedding fingerprint that vectors must have. */
  fingerprint: string;
  folder: string;
  signal: AbortSignal;
  onProgress: (done: number, total: number) => Promise<void>;
}

/** Writes `documents.jsonl`, `chunks.jsonl` and `vectors.f32` from one moment of the database. Throws `conflict` when passages have no vectors yet. */
export async function writeKnowledgeFiles(deps: Pick<Deps, 'db'>, input: WriteKnowledgeInput): Promise<KnowledgeFiles> {
  return deps.db.$transaction(
    async (tx) => {
      const documents = await writeDocuments(tx, input);
      const chunks = await presentChunks(tx, input);
      await assertComplete(tx, input);
      const [chunksFile, vectorsFile] = await writeChunks(tx, input, chunks);
      return { files: [chunksFile, documents.file, vectorsFile], documents: documents.count, chunks: chunks.length };
    },
    { isolationLevel: 'RepeatableRead', timeout: 600_000, maxWait: 10_000 },
  );
}

async function writeDocuments(
  tx: Prisma.TransactionClient,
  input: WriteKnowledgeInput,
): Promise<{ file: BundleSource; count: number }> {
  const ids = await tx.document.findMany({
    where: { knowledgeId: input.knowledgeId, state: 'ready' },
    orderBy: [{ name: 'asc' }, { sha256: 'asc' }],
    select: { id: true },
  });
  await using writer = await openFileWriter(input.folder, 'documents.jsonl');
  for (const { id } of ids) {
    input.signal.throwIfAborted();
    await writer.writeLine(await readDocument(tx, id));
  }
  return { file: writer.finish(), count: ids.length };
}

async function readDocument(tx: Prisma.TransactionClient, id: string): Promise<BundleDocument> {
  const { text, sizeBytes, ...row } = await tx.document.findUniqueOrThrow({
    where: { id },
    select: { name: true, title: true, mime: true, sha256: true, sizeBytes: true, text: true, pageCount: true },
  });
  return { ...row, sizeBytes: Number(sizeBytes), text: text ?? '' };
}

async function assertComplete(tx: Prisma.TransactionClient, input: WriteKnowledgeInput): Promise<void> {
  const missing = await tx.chunk.count({
    where: {
      knowledgeId: input.knowledgeId,
      document: { state: { notIn: ['failed', 'cancelled'] } },
      OR: [
        { vector: { is: null } },
        { vector: { fingerprint: { not: input.fingerprint } } },
        { document: { state: { not: 'ready' } } },
      ],
    },
  });
  if (missing === 0) return;
  throw new AppError('conflict', `${missing} passages are still being embedded; publish again when they are ready.`);
}

async function writeChunks(
  tx: Prisma.TransactionClient,
  input: WriteKnowledgeInput,
  chunks: readonly PresentChunk[],
): Promise<[BundleSource, BundleSource]> {
  await using lines = await openFileWriter(input.folder, 'chunks.jsonl');
  await using vectors = await openFileWriter(input.folder, 'vectors.f32');
  for (let at = 0; at < chunks.length; at += chunksPerRead) {
    input.signal.throwIfAborted();
    await input.onProgress(at, chunks.length);
    for (const { chunk, vector } of await readPresentChunks(tx, chunks.slice(at, at + chunksPerRead))) {
      await lines.writeLine(chunk);
      await vectors.write(vector);
    }
  }
  return [lines.finish(), vectors.finish()];
}
