import { z } from 'zod';
import { limits } from '#protocol/limits.ts';
import { stopStringsSchema } from './stop-strings.ts';

const token = z.int().nonnegative();

/** Body of `POST /v1/completions`: raw text for the model, without chat template, prompts or knowledge. */
export const completionRequestSchema = z.strictObject({
  model: z.string().min(1),
  prompt: z.union([
    z.string(),
    z.array(z.string()).min(1).max(limits.promptsPerRequest),
    z.array(token).min(1),
    z.array(z.array(token).min(1)).min(1).max(limits.promptsPerRequest),
  ]),
  max_tokens: z.int().min(1).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().gt(0).max(1).nullish(),
  n: z.int().min(1).max(limits.completionsPerRequest).nullish(),
  stream: z.boolean().nullish(),
  stream_options: z
    .strictObject({ include_usage: z.boolean().nullish(), include_obfuscation: z.boolean().nullish() })
    .nullish(),
  logprobs: z.int().min(0).max(5).nullish(),
  echo: z.boolean().nullish(),
  stop: stopStringsSchema,
  presence_penalty: z.number().min(-2).max(2).nullish(),
  frequency_penalty: z.number().min(-2).max(2).nullish(),
  logit_bias: z.record(z.string().regex(/^\d+$/, 'must be a token id'), z.number().min(-100).max(100)).nullish(),
  seed: z.int().nullish(),
  best_of: z.literal(1, 'is not supported here for more than 1').nullish(),
  user: z.string().nullish(),
});
export type CompletionRequestBody = z.infer<typeof completionRequestSchema>;

/** Fields of OpenAI's API that aren't served, whatever their value. */
export const unsupportedCompletionFields = ['suffix'] as const;

const legacyLogprobsSchema = z.object({
  tokens: z.array(z.string()),
  token_logprobs: z.array(z.number()),
  top_logprobs: z.array(z.record(z.string(), z.number())),
  /** Where each token begins, in UTF-16 units of the text. */
  text_offset: z.array(z.int()),
});
export type LegacyLogprobs = z.infer<typeof legacyLogprobsSchema>;

/** Answer of `POST /v1/completions`; the chunks of its stream have the same shape with a part of the text. */
export const completionSchema = z.object({
  id: z.string(),
  object: z.literal('text_completion'),
  created: z.int(),
  model: z.string(),
  choices: z.array(
    z.object({
      index: z.int(),
      text: z.string(),
      finish_reason: z.enum(['stop', 'length']).nullable(),
      logprobs: legacyLogprobsSchema.nullable(),
    }),
  ),
  usage: z.object({ prompt_tokens: z.int(), completion_tokens: z.int(), total_tokens: z.int() }).nullish(),
});
export type Completion = z.infer<typeof completionSchema>;
