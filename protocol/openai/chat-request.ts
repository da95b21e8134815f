import { z } from 'zod';
import { limits } from '#protocol/limits.ts';

const textPart = z.object({ type: z.literal('text'), text: z.string() });
const content = z.union(
  [
    z.string(),
    z
      .array(textPart)
      .min(1)
      .transform((parts) => parts.map(({ text }) => text).join('\n')),
  ],
  'must be a text, or a list of parts of type "text"; other parts are not supported here yet',
);
/** Clients send these as null when they give an answer back. */
const notServed = z.null('is not supported here yet; leave it out').optional();

const message = z.object({
  role: z.enum(['system', 'developer', 'user', 'assistant', 'tool']),
  content: content.nullish().transform((text) => text ?? ''),
  name: z.string().nullish(),
  tool_call_id: z.string().nullish(),
  tool_calls: notServed,
  function_call: notServed,
  audio: notServed,
});

/** Body of `POST /v1/chat/completions`: the fields of OpenAI's API that are served. */
export const chatRequestSchema = z.strictObject({
  model: z.string().min(1),
  messages: z.array(message).min(1).max(limits.messagesPerRequest),
  stream: z.boolean().nullish(),
  stream_options: z
    .strictObject({ include_usage: z.boolean().nullish(), include_obfuscation: z.boolean().nullish() })
    .nullish(),
  n: z.int().min(1).max(limits.completionsPerRequest).nullish(),
  stop: z.union([z.string().min(1), z.array(z.string().min(1)).max(limits.stopSequences)]).nullish(),
  seed: z.int().nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().gt(0).max(1).nullish(),
  max_completion_tokens: z.int().min(1).nullish(),
  max_tokens: z.int().min(1).nullish(),
  frequency_penalty: z.number().min(-2).max(2).nullish(),
  presence_penalty: z.number().min(-2).max(2).nullish(),
  logit_bias: z.record(z.string().regex(/^\d+$/, 'must be a token id'), z.number().min(-100).max(100)).nullish(),
  response_format: z.strictObject({ type: z.literal('text') }).nullish(),
  logprobs: z.literal(false).nullish(),
  store: z.literal(false).nullish(),
  user: z.string().nullish(),
  safety_identifier: z.string().nullish(),
  prompt_cache_key: z.string().nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
  service_tier: z.string().nullish(),
});
export type ChatRequestBody = z.infer<typeof chatRequestSchema>;

/** Fields of OpenAI's API that aren't served yet, whatever their value. */
export const unsupportedChatFields = [
  'audio',
  'function_call',
  'functions',
  'modalities',
  'parallel_tool_calls',
  'prediction',
  'reasoning_effort',
  'tool_choice',
  'tools',
  'top_logprobs',
  'verbosity',
  'web_search_options',
] as const;
