import { AppError } from '#protocol/errors.ts';
import { newId } from '#protocol/new-id.ts';
import { type RerankResponse, rerankRequestSchema } from '#protocol/openai/rerank-request.ts';
import { findAgent } from './find-agent.ts';
import type { NodeApp, NodeParts } from './node-parts.ts';
import { parseFields } from './parse-fields.ts';

/** `POST /v1/rerank`: orders texts by how well they fit a query, by the cosine of the agent's embedding model; a negative cosine counts as 0. */
export function mountRerank(app: NodeApp, { engine, agents }: NodeParts): void {
  app.post('/v1/rerank', async (c) => {
    const body = parseFields(await c.req.json(), rerankRequestSchema);
    const { embedding } = findAgent(agents, body.model).manifest;
    if (!embedding)
      throw new AppError('invalid_input', `"${body.model}" has no embedding model to rank with.`, { param: 'model' });
    const inputs = [body.query, ...body.documents];
    const asked = { modelId: embedding.sha256, inputs, priority: 'query' as const };
    const { vectors, tokens } = await engine.embed(asked, c.req.raw.signal).catch(nameDocument);
    const [query = new Float32Array(), ...documents] = vectors;
    const ranked = documents
      .map((vector, index) => ({ index, relevance_score: Math.min(1, Math.max(0, dot(query, vector))) }))
      .toSorted((a, b) => b.relevance_score - a.relevance_score)
      .slice(0, body.top_n ?? undefined);
    const total = tokens.reduce((sum, count) => sum + count, 0);
    const answer: RerankResponse = {
      id: `rerank-${newId().replaceAll('-', '')}`,
      model: body.model,
      results: ranked.map((result) => ({
        ...result,
        ...(body.return_documents ? { document: { text: body.documents[result.index] ?? '' } } : {}),
      })),
      usage: { prompt_tokens: total, total_tokens: total },
      gaia: { scoredBy: embedding.id },
    };
    return c.json(answer);
  });
}

function dot(left: Float32Array, right: Float32Array): number {
  return left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);
}

/** The engine counts inputs; here the first of them is the query. */
function nameDocument(cause: unknown): never {
  const place = cause instanceof AppError ? /^input\[(\d+)\]$/.exec(cause.param ?? '')?.[1] : undefined;
  if (!(cause instanceof AppError) || place === undefined) throw cause;
  const param = place === '0' ? 'query' : `documents[${Number(place) - 1}]`;
  throw new AppError(cause.code, cause.message, { cause, param });
}
