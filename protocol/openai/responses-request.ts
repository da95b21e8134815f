import { z } from 'zod';
import { jsonObjectSchema } from '#protocol/json-value.ts';
import { limits } from '#protocol/limits.ts';
import { functionNameSchema } from '#protocol/tools/tool-definition.ts';
import { responsesInputSchema } from './responses-input.ts';

const functionTool = z.strictObject({
  type: z.literal('function', {
    error: ({ input }) => `tools of type "${String(input)}" are not supported here; "function" is`,
  }),
  name: functionNameSchema,
  description: z.string().nullish(),
  parameters: jsonObjectSchema.nullish(),
  strict: z.boolean().nullish(),
});

const textFormat = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text') }),
  z.strictObject({ type: z.literal('json_object') }),
  z.strictObject({
    type: z.literal('json_schema'),
    name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/, 'must be 1 to 64 letters, digits, _ or -'),
    description: z.string().nullish(),
    schema: jsonObjectSchema,
    strict: z.boolean().nullish(),
  }),
]);

const toolChoice = z.union(
  [z.enum(['none', 'auto', 'required']), z.strictObject({ type: z.literal('function'), name: z.string().min(1) })],
  'must be "none", "auto", "required", or name a function: {"type": "function", "name": …}',
);

/** Body of `POST /v1/responses`: the fields of OpenAI's API that are served. */
export const responsesRequestSchema = z.strictObject({
  model: z.string().min(1),
  input: responsesInputSchema,
  instructions: z.string().nullish(),
  text: z
    .strictObject({
      format: textFormat.nullish(),
      verbosity: z.null('is not supported here; leave it out').optional(),
    })
    .nullish(),
  tools: z.array(functionTool).max(limits.toolsPerRequest).nullish(),
  tool_choice: toolChoice.nullish(),
  parallel_tool_calls: z.boolean().nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().gt(0).max(1).nullish(),
  max_output_tokens: z.int().min(1).nullish(),
  metadata: z.record(z.string().max(64), z.string().max(512)).nullish(),
  user: z.string().nullish(),
  safety_identifier: z.string().nullish(),
  prompt_cache_key: z.string().nullish(),
  service_tier: z.string().nullish(),
  store: z.boolean().nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.strictObject({ include_obfuscation: z.boolean().nullish() }).nullish(),
  previous_response_id: z.string().min(1).nullish(),
  background: z.boolean().nullish(),
  include: z
    .array(
      z.literal('message.output_text.logprobs', {
        error: ({ input }) => `"${String(input)}" is not supported here; "message.output_text.logprobs" is`,
      }),
    )
    .nullish(),
  top_logprobs: z.int().min(0).max(limits.topLogprobs).nullish(),
  truncation: z.literal('disabled', 'must be "disabled"; nothing is left out of a conversation here').nullish(),
  /** Extension: what the node does beyond OpenAI's API. */
  gaia: z
    .strictObject({
      /** false: the caller makes the calls of the agent's own tools. */
      execute_tools: z.boolean().nullish(),
    })
    .nullish(),
});
export type ResponsesRequestBody = z.infer<typeof responsesRequestSchema>;

/** Fields of OpenAI's API that aren't served, whatever their value. */
export const unsupportedResponsesFields = [
  'access_programs',
  'context_management',
  'conversation',
  'image',
  'max_tool_calls',
  'moderation',
  'prompt',
  'prompt_cache_options',
  'prompt_cache_retention',
  'reasoning',
] as const;

/** Query of `GET /v1/responses/:id`. */
export const responseQuerySchema = z.object({
  stream: z.enum(['true', 'false']).optional(),
  starting_after: z.coerce.number().int().nonnegative().optional(),
});

/** Query of `GET /v1/responses/:id/input_items`. */
export const inputPageQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  order: z.enum(['asc', 'desc']).default('desc'),
  after: z.string().optional(),
});
