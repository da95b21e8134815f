import { z } from 'zod';
import { type DraftPoints, draftCollectionSchema } from '#protocol/control/control-api.ts';
import type { Deps } from '#server/deps-type.ts';
import { askNode } from '#server/knowledge/embedding/ask-nodes.ts';
import { embeddingModel, fingerprintHash } from '#server/knowledge/embedding/embedding-model.ts';
import type { OwnKnowledge } from '#server/knowledge/find-own-knowledge.ts';
import { type PresentChunk, presentChunks } from '#server/knowledge/present-chunks.ts';
import { readPresentChunks } from '#server/knowledge/read-present-chunks.ts';

const pointsPerRequest = 250;
const removalsPerRequest = 20_000;

export interface SyncedDraft {
  collection: string;
  chunks: PresentChunk[];
  sent: number;
  removed: number;
}

/** Name of the collection on a node that caches a knowledge base's draft. */
export function draftCollection(knowledgeId: string): string {
  return `draft-${knowledgeId}`;
}

/** Brings a node's cache of a draft to the present state by sending only differences. Throws what the node refuses with (`insufficient_resources` when it is full). */
export async function syncDraft(
  deps: Deps,
  input: { knowledge: OwnKnowledge; nodeId: string; signal: AbortSignal },
): Promise<SyncedDraft> {
  const { knowledge, nodeId, signal } = input;
  const { fingerprint } = embeddingModel(knowledge.embeddingModel);
  const collection = draftCollection(knowledge.id);
  const target = { ownerId: knowledge.ownerId, nodeId, signal, path: `/control/collections/${collection}` };

  const held = await askNode(deps, { ...target, method: 'GET' }, draftCollectionSchema);
  const chunks = await presentChunks(deps.db, {
    knowledgeId: knowledge.id,
    fingerprint: fingerprintHash(fingerprint),
  });
  const known = new Set(held.chunkIds);
  const missing = chunks.filter(({ presentId }) => !known.has(presentId));
  const wanted = new Set(chunks.map(({ presentId }) => presentId));
  const stale = held.chunkIds.filter((id) => !wanted.has(id));

  const put = (points: Pick<DraftPoints, 'upsert' | 'remove'>) =>
    askNode(
      deps,
      {
        ...target,
        path: `${target.path}/points`,
        method: 'PUT',
        body: { dimensions: fingerprint.dimensions, ...points },
      },
      z.unknown(),
    );
  for (let at = 0; at < stale.length; at += removalsPerRequest) {
    await put({ upsert: [], remove: stale.slice(at, at + removalsPerRequest) });
  }
  for (let at = 0; at < missing.length; at += pointsPerRequest) {
    const read = await readPresentChunks(deps.db, missing.slice(at, at + pointsPerRequest));
    const upsert = read.map(({ chunk, documentName, vector }) => ({
      ...chunk,
      documentName,
      vector: Buffer.from(vector).toString('base64'),
    }));
    await put({ upsert, remove: [] });
  }
  return { collection, chunks, sent: missing.length, removed: stale.length };
}
