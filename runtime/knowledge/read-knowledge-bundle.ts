import type { z } from 'zod';
import { joinBytes } from '#protocol/bundles/hashing.ts';
import { readBundle } from '#protocol/bundles/read-bundle.ts';
import { AppError } from '#protocol/errors.ts';
import {
  type BundleChunk,
  bundleChunkSchema,
  bundleDocumentSchema,
  type knowledgePartSchema,
} from '#protocol/manifests/bundle-manifest.ts';
import { nativeHashing } from './native-hashing.ts';
import type { StoredPoint } from './vector-store.ts';

export interface KnowledgeBundle {
  part: z.infer<typeof knowledgePartSchema>;
  points: StoredPoint[];
}

const needed = ['documents.jsonl', 'chunks.jsonl', 'vectors.f32'];

/** Reads a knowledge bundle from its tar, verified, as points for a vector store. Throws `unreadable_document` when its files don't fit each other. */
export async function readKnowledgeBundle(source: AsyncIterable<Uint8Array>): Promise<KnowledgeBundle> {
  const files = new Map<string, Uint8Array>();
  const { manifest } = await readBundle(source, {
    hashing: nativeHashing,
    async onFile(path, content) {
      const parts: Uint8Array[] = [];
      for await (const part of content) if (needed.includes(path)) parts.push(part);
      if (needed.includes(path)) files.set(path, joinBytes(parts));
    },
  });
  if (!manifest.knowledge)
    throw new AppError('invalid_input', `"${manifest.name}" is a ${manifest.kind} bundle, not knowledge.`);
  const names = new Map(
    readLines(files, 'documents.jsonl', bundleDocumentSchema).map(({ sha256, name }) => [sha256, name]),
  );
  const chunks = readLines(files, 'chunks.jsonl', bundleChunkSchema);
  const vectors = readVectors(files, { count: chunks.length, dimensions: manifest.knowledge.fingerprint.dimensions });
  const points = chunks.map((chunk, row) =>
    storedPoint(chunk, { documentName: names.get(chunk.document) ?? '', vector: vectors(row) }),
  );
  return { part: manifest.knowledge, points };
}

function readLines<Schema extends z.ZodType>(
  files: Map<string, Uint8Array>,
  path: string,
  schema: Schema,
): z.output<Schema>[] {
  const text = new TextDecoder().decode(fileOf(files, path));
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => schema.parse(JSON.parse(line)));
}

function readVectors(
  files: Map<string, Uint8Array>,
  { count, dimensions }: { count: number; dimensions: number },
): (row: number) => Float32Array {
  const bytes = fileOf(files, 'vectors.f32');
  if (bytes.byteLength !== count * dimensions * 4) {
    throw new AppError(
      'unreadable_document',
      `The bundle has ${count} passages but vectors of ${bytes.byteLength} bytes.`,
    );
  }
  const all = new Float32Array(bytes.slice().buffer);
  return (row) => all.subarray(row * dimensions, (row + 1) * dimensions);
}

function fileOf(files: Map<string, Uint8Array>, path: string): Uint8Array {
  const file = files.get(path);
  if (!file) throw new AppError('unreadable_document', `The bundle has no ${path}.`);
  return file;
}

function storedPoint(
  chunk: BundleChunk,
  { documentName, vector }: { documentName: string; vector: Float32Array },
): StoredPoint {
  const { id, document, ...passage } = chunk;
  return { id, vector, passage: { ...passage, documentName, documentSha256: document } };
}
