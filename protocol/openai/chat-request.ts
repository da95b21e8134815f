import { z } from 'zod';
import { jsonObjectSchema } from '#protocol/json-value.ts';
import { limits } from '#protocol/limits.ts';
import { functionNameSchema } from '#protocol/tools/tool-definition.ts';
import { imageAddressSchema } from './image-part.ts';
import { stopStringsSchema } from './stop-strings.ts';

const textPart = z.object({ type: z.literal('text'), text: z.string() });
const imagePart = z.object({
  type: z.literal('image_url'),
  image_url: z.strictObject({ url: imageAddressSchema, detail: z.enum(['auto', 'low', 'high']).nullish() }),
});
const wrongContent = 'must be a text, or a list of parts of type "text" or "image_url"; other parts are not supported';
/** A text is read as its one part. */
const content = z.preprocess(
  (value) => (typeof value === 'string' ? [{ type: 'text', text: value }] : value),
  z.array(z.discriminatedUnion('type', [textPart, imagePart], wrongContent), wrongContent).min(1),
);
type Part = z.infer<typeof content>[number];

/** An image beside a message's text, as a data address. */
export interface ChatImage {
  url: string;
  detail?: 'auto' | 'low' | 'high' | undefined;
  /** Which part of the content it was. */
  part: number;
}
/** Clients send these as null when they give an answer back. */
const notServed = z.null('is not supported here yet; leave it out').optional();

const toolCall = z.object({
  id: z.string().min(1).max(200),
  type: z.literal('function'),
  function: z.object({ name: z.string().min(1).max(64), arguments: z.string() }),
});

const message = z
  .object({
    role: z.enum(['system', 'developer', 'user', 'assistant', 'tool']),
    content: content.nullish(),
    name: z.string().nullish(),
    tool_call_id: z.string().nullish(),
    tool_calls: z.array(toolCall).max(limits.toolsPerRequest).nullish(),
    function_call: notServed,
    audio: notServed,
  })
  .transform(({ content: parts, ...rest }) => ({ ...rest, ...readParts(parts ?? []) }));

/** Texts become one, line by line; images stand beside it. */
function readParts(parts: Part[]): { content: string; images?: ChatImage[] } {
  const texts = parts.flatMap((part) => (part.type === 'text' ? [part.text] : []));
  const images = parts.flatMap((one, part) =>
    one.type === 'image_url' ? [{ url: one.image_url.url, detail: one.image_url.detail ?? undefined, part }] : [],
  );
  return { content: texts.join('\n'), ...(images.length > 0 ? { images } : {}) };
}

/** A function that the caller executes: the answer's `tool_calls` name it. */
const callerTool = z.strictObject({
  type: z.literal('function', 'must be "function"; other tools are not supported here yet'),
  function: z.strictObject({
    name: functionNameSchema,
    description: z.string().nullish(),
    parameters: jsonObjectSchema.nullish(),
    strict: z.boolean().nullish(),
  }),
});
export type CallerTool = z.infer<typeof callerTool>;

const toolChoice = z.union([
  z.enum(['none', 'auto', 'required']),
  z.strictObject({ type: z.literal('function'), function: z.strictObject({ name: z.string().min(1) }) }),
]);
export type ToolChoice = z.infer<typeof toolChoice>;

const responseFormat = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text') }),
  z.strictObject({ type: z.literal('json_object') }),
  z.strictObject({
    type: z.literal('json_schema'),
    json_schema: z.strictObject({
      name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/, 'must be 1 to 64 letters, digits, _ or -'),
      description: z.string().nullish(),
      schema: jsonObjectSchema.nullish(),
      strict: z.boolean().nullish(),
    }),
  }),
]);
export type ResponseFormat = z.infer<typeof responseFormat>;

/** Body of `POST /v1/chat/completions`: the fields of OpenAI's API that are served. */
export const chatRequestSchema = z.strictObject({
  model: z.string().min(1),
  messages: z.array(message).min(1).max(limits.messagesPerRequest),
  stream: z.boolean().nullish(),
  stream_options: z
    .strictObject({ include_usage: z.boolean().nullish(), include_obfuscation: z.boolean().nullish() })
    .nullish(),
  n: z.int().min(1).max(limits.completionsPerRequest).nullish(),
  stop: stopStringsSchema,
  seed: z.int().nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().gt(0).max(1).nullish(),
  max_completion_tokens: z.int().min(1).nullish(),
  max_tokens: z.int().min(1).nullish(),
  frequency_penalty: z.number().min(-2).max(2).nullish(),
  presence_penalty: z.number().min(-2).max(2).nullish(),
  logit_bias: z.record(z.string().regex(/^\d+$/, 'must be a token id'), z.number().min(-100).max(100)).nullish(),
  response_format: responseFormat.nullish(),
  /** Extension: a GBNF grammar that the whole answer must follow; not beside a `response_format`. */
  grammar: z.string().min(1).max(100_000).nullish(),
  tools: z.array(callerTool).max(limits.toolsPerRequest).nullish(),
  tool_choice: toolChoice.nullish(),
  parallel_tool_calls: z.boolean().nullish(),
  logprobs: z.boolean().nullish(),
  top_logprobs: z.int().min(0).max(limits.topLogprobs).nullish(),
  store: z.literal(false).nullish(),
  user: z.string().nullish(),
  safety_identifier: z.string().nullish(),
  prompt_cache_key: z.string().nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
  service_tier: z.string().nullish(),
  /** Extension: what the node does beyond OpenAI's API. */
  gaia: z
    .strictObject({
      /** false: the caller makes the calls of the agent's own tools, and gets them as plain `tool_calls`. */
      execute_tools: z.boolean().nullish(),
    })
    .nullish(),
});
export type ChatRequestBody = z.infer<typeof chatRequestSchema>;

/** Fields of OpenAI's API that aren't served yet, whatever their value. */
export const unsupportedChatFields = [
  'audio',
  'function_call',
  'functions',
  'modalities',
  'prediction',
  'reasoning_effort',
  'verbosity',
  'web_search_options',
] as const;
