import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { openByteReader } from '#protocol/bundles/open-byte-reader.ts';
import { bytesToVector } from '#protocol/bundles/vector-bytes.ts';
import { AppError } from '#protocol/errors.ts';
import { type BundleChunk, bundleChunkSchema, bundleDocumentSchema } from '#protocol/manifests/bundle-manifest.ts';
import { newId } from '#protocol/new-id.ts';
import type { Prisma } from '#server/generated/client.ts';
import { fingerprintHash } from '#server/knowledge/embedding/embedding-model.ts';
import { readRows } from './read-rows.ts';
import type { KnowledgePart } from './unpack-bundle.ts';

export interface ImportPlace {
  ownerId: string;
  knowledgeId: string;
  sourceId: string;
  folder: string;
  part: KnowledgePart;
  /** False when the vectors are of another model and everything is embedded anew. */
  keepsVectors: boolean;
  now: Date;
}

interface ImportedDocument {
  id: string;
  textLength: number;
}

/** Writes the rows of an unpacked bundle. Throws `unreadable_document` where its files contradict each other. */
export async function importRows(tx: Prisma.TransactionClient, place: ImportPlace): Promise<string[]> {
  const documents = await importDocuments(tx, place);
  await importChunks(tx, place, documents);
  return [...documents.values()].map(({ id }) => id);
}

async function importDocuments(
  tx: Prisma.TransactionClient,
  place: ImportPlace,
): Promise<Map<string, ImportedDocument>> {
  const { ownerId, knowledgeId, sourceId, part } = place;
  const documents = new Map<string, ImportedDocument>();
  for await (const batch of readRows(path.join(place.folder, 'documents.jsonl'), bundleDocumentSchema, 20)) {
    const rows = batch.map((row) => {
      if (documents.has(row.sha256)) throw contradiction(`it holds "${row.name}" twice`);
      const id = newId(place.now.getTime());
      documents.set(row.sha256, { id, textLength: row.text.length });
      const state = place.keepsVectors ? ('ready' as const) : ('queued' as const);
      return { ...row, id, ownerId, knowledgeId, sourceId, state, createdAt: place.now };
    });
    await tx.document.createMany({ data: rows });
  }
  if (documents.size === part.documents) return documents;
  throw contradiction(`it should hold ${part.documents} documents and holds ${documents.size}`);
}

async function importChunks(
  tx: Prisma.TransactionClient,
  place: ImportPlace,
  documents: ReadonlyMap<string, ImportedDocument>,
): Promise<void> {
  const { part, folder } = place;
  const { dimensions } = part.fingerprint;
  const vectorsFile = path.join(folder, 'vectors.f32');
  const { size } = await stat(vectorsFile);
  if (size !== part.chunks * dimensions * 4) throw contradiction('its vectors do not match its passages');
  const vectors = openByteReader(createReadStream(vectorsFile));
  const fingerprint = fingerprintHash(part.fingerprint);
  const seen = new Set<string>();
  try {
    for await (const batch of readRows(path.join(folder, 'chunks.jsonl'), bundleChunkSchema, 500)) {
      const rows = batch.map((chunk) => chunkRow(place, { chunk, documents, seen }));
      await tx.chunk.createMany({ data: rows });
      const kept: { rowId: string; fingerprint: string; vector: Uint8Array<ArrayBuffer> }[] = [];
      for (const { id } of rows) {
        const bytes = new Uint8Array(await vectors.take(dimensions * 4));
        assertUnit(bytesToVector(bytes, dimensions));
        kept.push({ rowId: id, fingerprint, vector: bytes });
      }
      if (place.keepsVectors) await tx.chunkVector.createMany({ data: kept });
    }
  } finally {
    await vectors.close();
  }
  if (seen.size !== part.chunks * 2) throw contradiction('the number of its passages is not the one it says');
}

function chunkRow(
  place: ImportPlace,
  input: { chunk: BundleChunk; documents: ReadonlyMap<string, ImportedDocument>; seen: Set<string> },
) {
  const { id: chunkId, document: sha256, ...chunk } = input.chunk;
  const document = input.documents.get(sha256);
  if (!document || chunk.startOffset >= chunk.endOffset || chunk.endOffset > document.textLength) {
    throw contradiction('a passage lies outside its document');
  }
  const ordinal = `${sha256} ${chunk.ordinal}`;
  if (input.seen.has(chunkId) || input.seen.has(ordinal)) throw contradiction('a passage comes twice');
  input.seen.add(chunkId).add(ordinal);
  const { ownerId, knowledgeId } = place;
  return { ...chunk, id: newId(place.now.getTime()), chunkId, ownerId, knowledgeId, documentId: document.id };
}

function assertUnit(vector: Float32Array): void {
  const length = Math.hypot(...vector);
  if (Math.abs(length - 1) > 0.01) throw contradiction('a vector is not of unit length');
}

function contradiction(what: string): AppError {
  return new AppError('unreadable_document', `The bundle contradicts itself: ${what}. Get it again from its creator.`);
}
