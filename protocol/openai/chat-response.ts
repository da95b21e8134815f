import { z } from 'zod';
import { gaiaExtrasSchema, toolCardSchema } from '#protocol/retrieval/trace.ts';

const usageSchema = z.object({
  prompt_tokens: z.int(),
  completion_tokens: z.int(),
  total_tokens: z.int(),
  prompt_tokens_details: z.object({ cached_tokens: z.int() }),
});
export type Usage = z.infer<typeof usageSchema>;

const finishReason = z.enum(['stop', 'length', 'tool_calls']);

/** One token with its log probability; `bytes` are its UTF-8 bytes. */
const tokenLogprobSchema = z.object({ token: z.string(), logprob: z.number(), bytes: z.array(z.int()).nullable() });
const choiceLogprobsSchema = z.object({
  content: z.array(tokenLogprobSchema.extend({ top_logprobs: z.array(tokenLogprobSchema) })).nullable(),
  refusal: z.null(),
});
export type ChoiceLogprobs = z.infer<typeof choiceLogprobsSchema>;

/** A call that the caller is asked to execute; `arguments` is JSON text that fits the function's schema. */
const toolCallSchema = z.object({
  id: z.string(),
  type: z.literal('function'),
  function: z.object({ name: z.string(), arguments: z.string() }),
});
export type ToolCall = z.infer<typeof toolCallSchema>;

/** A part of a call in a stream: the first has id and name, the following more of the arguments. */
const toolCallDeltaSchema = z.object({
  index: z.int(),
  id: z.string().optional(),
  type: z.literal('function').optional(),
  function: z.object({ name: z.string().optional(), arguments: z.string().optional() }).optional(),
});

/** Answer of `POST /v1/chat/completions` without `stream`. */
export const chatCompletionSchema = z.object({
  id: z.string(),
  object: z.literal('chat.completion'),
  created: z.int(),
  model: z.string(),
  choices: z.array(
    z.object({
      index: z.int(),
      message: z.object({
        role: z.literal('assistant'),
        content: z.string().nullable(),
        /** The agent's refusal, where a form was asked for that a refusal doesn't have. */
        refusal: z.string().nullable(),
        tool_calls: z.array(toolCallSchema).optional(),
      }),
      finish_reason: finishReason,
      logprobs: choiceLogprobsSchema.nullable(),
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
      delta: z.object({
        role: z.literal('assistant').optional(),
        content: z.string().nullable().optional(),
        refusal: z.string().nullable().optional(),
        tool_calls: z.array(toolCallDeltaSchema).optional(),
      }),
      finish_reason: finishReason.nullable(),
      logprobs: choiceLogprobsSchema.nullable(),
    }),
  ),
  usage: usageSchema.nullable().optional(),
  /** With `finish_reason` the extras; on a chunk with an empty delta the card of a tool call that the node made or is making. */
  gaia: z.union([gaiaExtrasSchema, z.object({ toolCall: toolCardSchema })]).optional(),
});
export type ChatChunk = z.infer<typeof chatChunkSchema>;
