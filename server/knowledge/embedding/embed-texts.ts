import { bytesToVector } from '#protocol/bundles/vector-bytes.ts';
import { controlEmbedResultSchema } from '#protocol/control/control-api.ts';
import { AppError } from '#protocol/errors.ts';
import { type EmbeddingModel, modelReference } from '#protocol/models/catalogue.ts';
import type { Deps } from '#server/deps-type.ts';
import { askNodes } from './ask-nodes.ts';

export interface EmbeddedText {
  vector: Float32Array<ArrayBuffer>;
  tokens: number;
}

/** Vectors of texts by a connected node of the owner, in the same order. Throws `node_offline`, or `conflict` when the node's model is another one. */
export async function embedTexts(
  deps: Deps,
  input: { ownerId: string; model: EmbeddingModel; texts: string[]; signal: AbortSignal },
): Promise<EmbeddedText[]> {
  const { model, ownerId, signal } = input;
  const { dimensions, documentPrefix } = model.fingerprint;
  const texts = input.texts.map((text) => documentPrefix + text);
  const body = { model: modelReference(model), texts, priority: 'ingest' };
  const result = await askNodes(
    deps,
    { ownerId, signal, method: 'POST', path: '/control/embed', body },
    controlEmbedResultSchema,
  );
  if (result.dimensions !== dimensions || result.vectors.length !== texts.length) {
    throw new AppError(
      'upstream_failed',
      `The node gave ${result.vectors.length} vectors of ${result.dimensions} numbers for ${texts.length} texts; ${model.name} gives ${dimensions}. Update the node.`,
    );
  }
  return result.vectors.map((vector, index) => ({
    vector: bytesToVector(Buffer.from(vector, 'base64'), dimensions),
    tokens: result.tokens[index] ?? 0,
  }));
}
