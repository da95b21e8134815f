import { AppError } from '#protocol/errors.ts';
import { retrieveRequestSchema } from '#protocol/openai/embedding-request.ts';
import { searchKnowledge } from '#runtime/retrieval/search-knowledge.ts';
import { findAgent } from './find-agent.ts';
import type { NodeApp, NodeParts } from './node-parts.ts';
import { parseFields } from './parse-fields.ts';

/** `POST /v1/retrieve`: the passages behind an agent, with their scores. Owners only: it would give the knowledge away. */
export function mountRetrieve(app: NodeApp, parts: NodeParts): void {
  app.post('/v1/retrieve', async (c) => {
    if (c.get('scope') !== 'owner')
      throw new AppError('forbidden', 'Only the owner of this agent may read its passages.');
    const { model, query } = parseFields(await c.req.json(), retrieveRequestSchema);
    const { manifest, collections } = findAgent(parts.agents, model);
    const { embedding, retrieval } = manifest;
    if (!embedding || collections.length === 0)
      throw new AppError('invalid_input', `"${model}" has no knowledge.`, { param: 'model' });
    const search = {
      collections,
      embeddingModelId: embedding.sha256,
      fingerprint: embedding.fingerprint,
      query,
      settings: retrieval,
    };
    return c.json(await searchKnowledge(parts, search, c.req.raw.signal));
  });
}
