import { z } from 'zod';
import { gaiaExtrasSchema } from '#protocol/retrieval/trace.ts';

const partStatus = z.enum(['in_progress', 'completed', 'incomplete']);

const told = z.object({ token: z.string(), bytes: z.array(z.int()), logprob: z.number() });
const outputText = z.object({
  type: z.literal('output_text'),
  text: z.string(),
  annotations: z.array(z.never()),
  logprobs: z.array(told.extend({ top_logprobs: z.array(told) })),
});
export type OutputText = z.infer<typeof outputText>;
const refusal = z.object({ type: z.literal('refusal'), refusal: z.string() });

const outputMessage = z.object({
  id: z.string(),
  type: z.literal('message'),
  status: partStatus,
  role: z.literal('assistant'),
  content: z.array(z.discriminatedUnion('type', [outputText, refusal])),
});
export type OutputMessage = z.infer<typeof outputMessage>;

const functionCall = z.object({
  id: z.string(),
  type: z.literal('function_call'),
  status: partStatus,
  call_id: z.string(),
  name: z.string(),
  arguments: z.string(),
});
export type OutputCall = z.infer<typeof functionCall>;

const output = z.discriminatedUnion('type', [outputMessage, functionCall]);
export type OutputPiece = z.infer<typeof output>;

const usage = z.object({
  input_tokens: z.int(),
  input_tokens_details: z.object({ cached_tokens: z.int(), cache_write_tokens: z.int() }),
  output_tokens: z.int(),
  output_tokens_details: z.object({ reasoning_tokens: z.int() }),
  total_tokens: z.int(),
});

/** A response of `/v1/responses`. */
export const responseObjectSchema = z.object({
  id: z.string(),
  object: z.literal('response'),
  created_at: z.int(),
  completed_at: z.int().nullable(),
  status: z.enum(['queued', 'in_progress', 'completed', 'incomplete', 'failed', 'cancelled']),
  background: z.boolean(),
  error: z
    .object({ code: z.enum(['server_error', 'rate_limit_exceeded', 'invalid_prompt']), message: z.string() })
    .nullable(),
  incomplete_details: z.object({ reason: z.literal('max_output_tokens') }).nullable(),
  instructions: z.string().nullable(),
  max_output_tokens: z.int().nullable(),
  max_tool_calls: z.null(),
  model: z.string(),
  output: z.array(output),
  parallel_tool_calls: z.boolean(),
  previous_response_id: z.string().nullable(),
  prompt_cache_key: z.string().nullable(),
  reasoning: z.object({ effort: z.null(), summary: z.null() }),
  safety_identifier: z.string().nullable(),
  service_tier: z.literal('default'),
  store: z.boolean(),
  temperature: z.number(),
  text: z.object({ format: z.looseObject({ type: z.string() }) }),
  tool_choice: z.union([z.string(), z.object({ type: z.literal('function'), name: z.string() })]),
  tools: z.array(z.looseObject({ type: z.literal('function'), name: z.string() })),
  top_logprobs: z.int(),
  top_p: z.number(),
  truncation: z.literal('disabled'),
  usage: usage.nullable(),
  user: z.string().nullable(),
  metadata: z.record(z.string(), z.string()),
  /** Of OpenAI's programmes; none is here. */
  access_programs: z.null(),
  /** What the answer rests on, once it has ended. */
  gaia: gaiaExtrasSchema.optional(),
});
export type ResponseObject = z.infer<typeof responseObjectSchema>;

/** Answer of `DELETE /v1/responses/:id`. */
export const responseDeletedSchema = z.object({
  id: z.string(),
  object: z.literal('response'),
  deleted: z.literal(true),
});

/** Answer of `GET /v1/responses/:id/input_items`. */
export const inputPageSchema = z.object({
  object: z.literal('list'),
  data: z.array(z.looseObject({ id: z.string(), type: z.string() })),
  first_id: z.string().nullable(),
  last_id: z.string().nullable(),
  has_more: z.boolean(),
});
