import { vectorToBytes } from '#protocol/bundles/vector-bytes.ts';
import { AppError } from '#protocol/errors.ts';
import {
  type EmbeddingResponse,
  embeddingRequestSchema,
  tokenizeRequestSchema,
  unsupportedEmbeddingFields,
} from '#protocol/openai/embedding-request.ts';
import { findAgent } from './find-agent.ts';
import type { NodeApp, NodeParts } from './node-parts.ts';
import { parseFields } from './parse-fields.ts';

/** `POST /v1/embeddings` and `/v1/tokenize`. `model` names an agent, or a model by its catalogue id. */
export function mountEmbeddings(app: NodeApp, { engine, agents }: NodeParts): void {
  app.post('/v1/embeddings', async (c) => {
    const body: unknown = await c.req.json();
    const {
      model,
      input,
      encoding_format: format,
    } = parseFields(body, embeddingRequestSchema, unsupportedEmbeddingFields);
    const modelId = embeddingModelOf(agents, model);
    const { vectors, tokens } = await engine.embed(
      { modelId, inputs: inputsOf(input), priority: 'query' },
      c.req.raw.signal,
    );
    const total = tokens.reduce((sum, count) => sum + count, 0);
    const shown = (vector: Float32Array) =>
      format === 'base64' ? Buffer.from(vectorToBytes(vector)).toString('base64') : Array.from(vector);
    const data = vectors.map((vector, index) => ({ object: 'embedding' as const, index, embedding: shown(vector) }));
    const answer: EmbeddingResponse = {
      object: 'list',
      model,
      data,
      usage: { prompt_tokens: total, total_tokens: total },
    };
    return c.json(answer);
  });

  app.post('/v1/tokenize', async (c) => {
    const { model, input } = parseFields(await c.req.json(), tokenizeRequestSchema);
    const { manifest } = findAgent(agents, model);
    const [tokens = []] = await engine.tokenize(manifest.model.sha256, [input]);
    return c.json({ object: 'list', model, tokens, count: tokens.length });
  });
}

function embeddingModelOf(agents: NodeParts['agents'], model: string): string {
  const byId = agents.list().find(({ manifest }) => manifest.embedding?.id === model);
  const { manifest } = byId ?? findAgent(agents, model);
  if (manifest.embedding) return manifest.embedding.sha256;
  throw new AppError('invalid_input', `"${model}" has no knowledge and so no embedding model.`, { param: 'model' });
}

function inputsOf(input: string | string[] | number[] | number[][]): (string | number[])[] {
  if (typeof input === 'string') return [input];
  if (input.every((entry) => typeof entry === 'number')) return [input];
  return input;
}
