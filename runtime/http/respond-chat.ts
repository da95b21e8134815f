import type { Context } from 'hono';
import { AppError } from '#protocol/errors.ts';
import { type ChatRequestBody, chatRequestSchema, unsupportedChatFields } from '#protocol/openai/chat-request.ts';
import type { AnswerInput } from '#runtime/answers/answer-types.ts';
import { completeChat } from './complete-chat.ts';
import type { NodeEnv, NodeParts } from './node-parts.ts';
import { parseFields } from './parse-fields.ts';
import { streamChat } from './stream-chat.ts';

export type ChatParts = Pick<
  NodeParts,
  'engine' | 'store' | 'schemas' | 'tools' | 'plugins' | 'hosted' | 'prompts' | 'metrics' | 'log'
>;

/** What a chat response is made from, besides the parts. */
export interface ChatTask {
  agent: AnswerInput['agent'];
  request: ChatRequestBody;
  scope: AnswerInput['scope'];
  callerId: string;
  signal: AbortSignal;
}

/** Reads a chat completion request. Throws `invalid_input` naming the field. */
export function parseChatRequest(body: unknown): ChatRequestBody {
  const request = parseFields(body, chatRequestSchema, unsupportedChatFields);
  if (!request.top_logprobs || request.logprobs === true) return request;
  throw new AppError('invalid_input', '"top_logprobs" needs "logprobs": true beside it.', { param: 'top_logprobs' });
}

/** Answers a chat completion, streamed or whole. The client's leaving stops the generation. */
export async function respondChat(
  c: Context<NodeEnv>,
  parts: ChatParts,
  input: { agent: AnswerInput['agent']; request: ChatRequestBody; scope: AnswerInput['scope'] },
): Promise<Response> {
  const task: ChatTask = { ...input, callerId: c.get('callerId'), signal: c.req.raw.signal };
  return input.request.stream ? streamChat(parts, task) : c.json(await completeChat(parts, task));
}
