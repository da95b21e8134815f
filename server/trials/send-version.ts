import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { openByteReader } from '#protocol/bundles/open-byte-reader.ts';
import { draftCollectionSchema } from '#protocol/control/control-api.ts';
import { bundleChunkSchema, bundleDocumentSchema } from '#protocol/manifests/bundle-manifest.ts';
import type { Deps } from '#server/deps-type.ts';
import { askNode } from '#server/knowledge/embedding/ask-nodes.ts';
import { readRows } from '#server/knowledge/import/read-rows.ts';
import { unpackBundle } from '#server/knowledge/import/unpack-bundle.ts';
import type { TrialKnowledge } from './trial-collections.ts';

const pointsPerRequest = 250;

export interface VersionTarget {
  ownerId: string;
  nodeId: string;
  signal: AbortSignal;
  report(done: number): Promise<void>;
}

/** Brings a published version's passages and vectors into a collection of its creator's node, sending what isn't there yet. The bundle is verified on the way. */
export async function sendVersion(
  deps: Deps,
  { collection, blobSha256 }: TrialKnowledge,
  target: VersionTarget,
): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'gaianet-trial-'));
  try {
    const { part } = await unpackBundle(deps.blobs.read(blobSha256), folder);
    const { dimensions } = part.fingerprint;
    const at = { ...target, path: `/control/collections/${collection}` };
    const held = await askNode(deps, { ...at, method: 'GET' }, draftCollectionSchema);
    const known = new Set(held.chunkIds);
    let done = 0;
    for await (const points of readPoints(folder, dimensions)) {
      const upsert = points.filter(({ id }) => !known.has(id));
      const put = { ...at, path: `${at.path}/points`, method: 'PUT' as const };
      if (upsert.length > 0) {
        await askNode(deps, { ...put, body: { dimensions, upsert, remove: [] } }, z.unknown());
      }
      done += points.length;
      await target.report(done);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function* readPoints(folder: string, dimensions: number) {
  const names = new Map<string, string>();
  for await (const batch of readRows(path.join(folder, 'documents.jsonl'), bundleDocumentSchema, 20)) {
    for (const { sha256, name } of batch) names.set(sha256, name);
  }
  const vectors = openByteReader(createReadStream(path.join(folder, 'vectors.f32')));
  try {
    for await (const batch of readRows(path.join(folder, 'chunks.jsonl'), bundleChunkSchema, pointsPerRequest)) {
      const points = [];
      for (const chunk of batch) {
        const vector = Buffer.from(await vectors.take(dimensions * 4)).toString('base64');
        points.push({ ...chunk, documentName: names.get(chunk.document) ?? '', vector });
      }
      yield points;
    }
  } finally {
    await vectors.close();
  }
}
