import { z } from 'zod';
import { gaiaExtrasSchema } from '#protocol/retrieval/trace.ts';

const usageSchema = z.object({
  prompt_tokens: z.int(),
  completion_tokens: z.int(),
  total_tokens: z.int(),
  prompt_tokens_details: z.object({ cached_tokens: z.int() }),
});
export type Usage = z.infer<typeof usageSchema>;

const finishReason = z.enum(['stop', 'length']);

/** Answer of `POST /v1/chat/completions` without `stream`. */
export const chatCompletionSchema = z.object({
  id: z.string(),
  object: z.literal('chat.completion'),
  created: z.int(),
  model: z.string(),
  choices: z.array(
    z.object({
      index: z.int(),
      message: z.object({ role: z.literal('assistant'), content: z.string(), refusal: z.null() }),
      finish_reason: finishReason,
      logprobs: z.null(),
      gaia: gaiaExtrasSchema.optional(),
    }),
  ),
  usage: usageSchema,
  /** Of the first choice. */
  gaia: gaiaExtrasSchema,
});
export type ChatCompletion = z.infer<typeof chatCompletionSchema>;

/** A chunk of the stream. The one with `finish_reason` carries `gaia`; the optional last one has usage and no choices. */
export const chatChunkSchema = z.object({
  id: z.string(),
  object: z.literal('chat.completion.chunk'),
  created: z.int(),
  model: z.string(),
  choices: z.array(
    z.object({
      index: z.int(),
      delta: z.object({ role: z.literal('assistant').optional(), content: z.string().optional() }),
      finish_reason: finishReason.nullable(),
      logprobs: z.null(),
    }),
  ),
  usage: usageSchema.nullable().optional(),
  gaia: gaiaExtrasSchema.optional(),
});
export type ChatChunk = z.infer<typeof chatChunkSchema>;
