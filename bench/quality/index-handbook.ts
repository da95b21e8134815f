import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chunkingSettingsSchema } from '#protocol/manifests/bundle-manifest.ts';
import type { Engine } from '#runtime/engine/engine.ts';
import type { StoredPoint, VectorStore } from '#runtime/knowledge/vector-store.ts';
import { chunkDocument } from '#server/knowledge/chunk-document.ts';
import { embeddingText } from '#server/knowledge/embedding-text.ts';

/** Chunks, embeds and stores every Markdown page of a folder as the studio does; resolves to the number of chunks. */
export async function indexHandbook(
  { engine, store }: { engine: Engine; store: VectorStore },
  input: { folder: string; collection: string; embeddingModelId: string; dimensions: number },
  signal: AbortSignal,
): Promise<number> {
  await store.createCollection(input.collection, { dimensions: input.dimensions });
  const names = (await readdir(input.folder)).filter((name) => name.endsWith('.md')).sort();
  for (const name of names) {
    const text = await readFile(join(input.folder, name), 'utf8');
    await store.upsert(input.collection, await toPoints(engine, { ...input, name, text }, signal));
  }
  await store.optimize(input.collection);
  return store.count(input.collection);
}

async function toPoints(
  engine: Engine,
  { embeddingModelId: modelId, name, text }: { embeddingModelId: string; name: string; text: string },
  signal: AbortSignal,
): Promise<StoredPoint[]> {
  const chunks = await chunkDocument({
    documentSha256: createHash('sha256').update(text).digest('hex'),
    text,
    hasPages: false,
    settings: chunkingSettingsSchema.parse({}),
    countTokens: async (texts) => (await engine.tokenize(modelId, texts)).map((tokens) => tokens.length),
  });
  const { vectors } = await engine.embed({ modelId, inputs: chunks.map(embeddingText), priority: 'ingest' }, signal);
  return chunks.map(({ id, document, ...passage }, index) => ({
    id,
    vector: vectors[index] ?? new Float32Array(),
    passage: { ...passage, documentName: name, documentSha256: document },
  }));
}
