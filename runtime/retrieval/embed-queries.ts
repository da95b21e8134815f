import { AppError } from '#protocol/errors.ts';
import type { EmbeddingFingerprint } from '#protocol/manifests/agent-manifest.ts';
import type { Engine } from '#runtime/engine/engine.ts';
import { fitTexts } from './fit-texts.ts';

/** Embeds questions as the fingerprint wants them (with its prefix); one too long for the model keeps its start and its end. Throws `invalid_input` for an empty one and `conflict` when the model's vectors have another length. */
export async function embedQueries(
  { engine }: { engine: Engine },
  input: {
    embeddingModelId: string;
    fingerprint: EmbeddingFingerprint;
    queries: string[];
    priority: 'query' | 'ingest';
  },
  signal: AbortSignal,
): Promise<Float32Array[]> {
  const { embeddingModelId: modelId, fingerprint, priority } = input;
  if (input.queries.some((query) => query.trim() === '')) {
    throw new AppError('invalid_input', 'The question is empty; ask something.', { param: 'query' });
  }
  const prefixed = input.queries.map((query) => fingerprint.queryPrefix + query.trim());
  const inputs = await fitTexts(engine, modelId, prefixed);
  const { vectors } = await engine.embed({ modelId, inputs, priority }, signal);
  const wrong = vectors.find((vector) => vector.length !== fingerprint.dimensions);
  if (!wrong) return vectors;
  throw new AppError(
    'conflict',
    `The embedding model gives ${wrong.length} dimensions, the knowledge was made with ${fingerprint.dimensions} (${fingerprint.model}); deploy it with that model.`,
  );
}
