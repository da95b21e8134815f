import type { LlamaEmbeddingContext, Token } from 'node-llama-cpp';
import { AppError } from '#protocol/errors.ts';
import type { Embeddings, EmbedRequest } from '#runtime/engine/engine.ts';
import type { EmbeddingModel } from './loaded-types.ts';

interface Input {
  index: number;
  tokens: Token[];
  /** With the model's own marks. */
  length: number;
}

/** Embeds every input, longest first; nothing is computed when one of them is empty or too long (`invalid_input`). */
export async function runEmbed(
  embedding: EmbeddingModel,
  request: EmbedRequest,
  signal: AbortSignal,
): Promise<Embeddings> {
  const inputs = request.inputs.map((input, index) => readInput(embedding, input, index));
  const vectors: Float32Array[] = new Array(inputs.length);
  const failed = new AbortController();
  const stop = AbortSignal.any([signal, failed.signal]);

  const byLength = inputs.toSorted((a, b) => b.length - a.length);
  const all = byLength.map(async ({ index, tokens }) => {
    vectors[index] = await embedding.line.run(request.priority, (context) => embedOne(context, tokens), stop);
  });
  try {
    await Promise.all(all);
  } catch (error) {
    failed.abort();
    await Promise.allSettled(all);
    throw error;
  }
  return { vectors, tokens: inputs.map(({ length }) => length) };
}

function readInput(embedding: EmbeddingModel, input: string | number[], index: number): Input {
  const { model, maxTokens } = embedding;
  const param = `input[${index}]`;
  const tokens = typeof input === 'string' ? model.tokenize(input) : checkTokens(embedding, input, param);
  if (tokens.length === 0)
    throw new AppError('invalid_input', 'An empty text has no embedding; send some text.', { param });

  const length = embedding.countTokens(tokens);
  if (length <= maxTokens) return { index, tokens, length };
  throw new AppError(
    'invalid_input',
    `The text has ${length} tokens, the embedding model reads at most ${maxTokens}; split it into smaller parts.`,
    { param },
  );
}

/** A token outside the vocabulary would end the process. */
function checkTokens({ vocabularySize }: EmbeddingModel, tokens: number[], param: string): Token[] {
  const wrong = tokens.find((token) => !Number.isInteger(token) || token < 0 || token >= vocabularySize);
  if (wrong === undefined) return tokens as Token[];
  throw new AppError('invalid_input', `${wrong} is no token of this model; tokens are 0 to ${vocabularySize - 1}.`, {
    param,
  });
}

async function embedOne(context: LlamaEmbeddingContext, tokens: Token[]): Promise<Float32Array> {
  const { vector } = await context.getEmbeddingFor(tokens);
  const row = Float32Array.from(vector);
  const length = Math.hypot(...row);
  if (!Number.isFinite(length) || length === 0) {
    throw new AppError('internal', 'The embedding model gave no usable vector for a text.');
  }
  return row.map((value) => value / length);
}
