import type { LlamaModel } from 'node-llama-cpp';
import type { ModelSpec } from '#runtime/engine/engine.ts';
import type { EmbeddingModel } from './loaded-types.ts';
import { openEmbedLine } from './open-embed-line.ts';

/** While one context computes, texts and vectors of the other are prepared. */
const contexts = 2;
const ingestPatienceMs = 2_000;

/** Opens the contexts of an embedding model. */
export async function openEmbeddingModel(
  { isChatActive }: { isChatActive(): boolean },
  spec: ModelSpec,
  { model, sizeBytes }: { model: LlamaModel; sizeBytes: number },
): Promise<EmbeddingModel> {
  const maxTokens = Math.min(spec.contextTokens, model.trainContextSize);
  // The library refuses a text as long as the context; the model itself reads it.
  const size = { contextSize: maxTokens + 1, batchSize: maxTokens + 1 };
  const first = await model.createEmbeddingContext(size);
  const workers = [first];
  while (workers.length < contexts) workers.push(await model.createEmbeddingContext(size));
  const { modelId } = spec;
  const dimensions = model.embeddingVectorSize;

  return {
    kind: 'embedding',
    about: { modelId, kind: 'embedding', contextTokens: maxTokens, parallelSequences: contexts, dimensions, sizeBytes },
    model,
    line: openEmbedLine({ workers, isChatActive, patienceMs: ingestPatienceMs }),
    maxTokens,
    vocabularySize: model.fileInfo.metadata.tokenizer.ggml.tokens.length,
    countTokens: (tokens) => first.calculateInputLength(tokens),
  };
}
