import { controlCalibrateSchema, controlSearchSchema, draftPointsSchema } from '#protocol/control/control-api.ts';
import { AppError } from '#protocol/errors.ts';
import type { NodeApp } from '#runtime/http/node-parts.ts';
import type { StoredPoint } from '#runtime/knowledge/vector-store.ts';
import { calibrateEvidence } from '#runtime/retrieval/calibrate-evidence.ts';
import { searchKnowledge } from '#runtime/retrieval/search-knowledge.ts';
import type { ControlParts } from './control-parts.ts';
import { parseBody } from './parse-body.ts';
import { vectorFromText } from './vector-text.ts';

const draftName = /^draft-[a-z0-9-]{1,64}$/;

/** `/control/collections` and `/control/search`: the cache of a studio's drafts, and Try search on it. */
export function mountDrafts(app: NodeApp, parts: ControlParts): void {
  const { store } = parts;

  app.get('/control/collections/:id', async (c) => {
    const name = draft(c.req.param('id'));
    const isKnown = (await store.listCollections()).includes(name);
    return c.json({ chunkIds: isKnown ? await store.listIds(name) : [] });
  });

  app.put('/control/collections/:id/points', async (c) => {
    const name = draft(c.req.param('id'));
    const points = await parseBody(c, draftPointsSchema);
    if (!(await store.listCollections()).includes(name)) await store.createCollection(name, points);
    if (points.remove.length > 0) await store.remove(name, points.remove);
    if (points.upsert.length > 0) await store.upsert(name, points.upsert.map(storedPoint));
    return c.json({ count: await store.count(name) });
  });

  app.delete('/control/collections/:id', async (c) => {
    await store.dropCollection(draft(c.req.param('id')));
    return c.json({ deleted: true });
  });

  app.post('/control/search', async (c) => {
    const request = await parseBody(c, controlSearchSchema);
    const { signal } = c.req.raw;
    const embeddingModelId = await parts.loadEmbeddingModel(request.embedding, signal);
    const input = {
      collections: request.collections.map(draft),
      embeddingModelId,
      fingerprint: request.embedding.fingerprint,
      query: request.query,
      settings: request.retrieval,
    };
    return c.json(await searchKnowledge(parts, input, signal));
  });

  app.post('/control/calibrate', async (c) => {
    const { collection, embedding, retrieval } = await parseBody(c, controlCalibrateSchema);
    const { signal } = c.req.raw;
    const embeddingModelId = await parts.loadEmbeddingModel(embedding, signal);
    const input = {
      collection: draft(collection),
      embeddingModelId,
      fingerprint: embedding.fingerprint,
      settings: retrieval,
    };
    const { threshold } = await calibrateEvidence(parts, input, signal);
    return c.json({ threshold });
  });
}

/** A controller may fill and search its drafts, never write into what deployments serve. */
function draft(name: string): string {
  if (draftName.test(name)) return name;
  throw new AppError('invalid_input', `"${name}" is not a draft collection; its name starts with "draft-".`, {
    param: 'collection',
  });
}

function storedPoint({
  id,
  vector,
  document,
  text,
  ...rest
}: ReturnType<typeof draftPointsSchema.parse>['upsert'][number]): StoredPoint {
  return { id, vector: vectorFromText(vector), passage: { ...rest, text, documentSha256: document } };
}
