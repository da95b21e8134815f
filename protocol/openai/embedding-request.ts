import { z } from 'zod';
import { limits } from '#protocol/limits.ts';

const token = z.int().nonnegative();

/** Body of `POST /v1/embeddings`. */
export const embeddingRequestSchema = z.strictObject({
  model: z.string().min(1),
  input: z.union([
    z.string(),
    z.array(z.string()).min(1).max(limits.embeddingsPerRequest),
    z.array(token).min(1),
    z.array(z.array(token).min(1)).min(1).max(limits.embeddingsPerRequest),
  ]),
  encoding_format: z.enum(['float', 'base64']).default('float'),
  user: z.string().optional(),
});

/** Fields of OpenAI's API that aren't served yet, whatever their value. */
export const unsupportedEmbeddingFields = ['dimensions'] as const;

/** Answer of `POST /v1/embeddings`; an embedding is a list of numbers, or base64 of little-endian float32. */
export const embeddingResponseSchema = z.object({
  object: z.literal('list'),
  model: z.string(),
  data: z.array(
    z.object({ object: z.literal('embedding'), index: z.int(), embedding: z.union([z.array(z.number()), z.string()]) }),
  ),
  usage: z.object({ prompt_tokens: z.int(), total_tokens: z.int() }),
});
export type EmbeddingResponse = z.infer<typeof embeddingResponseSchema>;

/** Body of `POST /v1/tokenize`: a model's tokens of a text. */
export const tokenizeRequestSchema = z.strictObject({ model: z.string().min(1), input: z.string().max(2_000_000) });

/** Body of `POST /v1/retrieve`: what an agent's knowledge holds about a question; owners only. */
export const retrieveRequestSchema = z.strictObject({ model: z.string().min(1), query: z.string().min(1).max(4_000) });
