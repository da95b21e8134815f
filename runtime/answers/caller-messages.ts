import { AppError } from '#protocol/errors.ts';
import type { ChatRequestBody } from '#protocol/openai/chat-request.ts';
import type { ChatMessage } from '#runtime/engine/engine.ts';
import { checkCallMessages } from './tools/check-call-messages.ts';

/** The caller's conversation as the engine takes it; `developer` is today's name for `system`. Throws `invalid_input` without a user message, or where calls and results don't belong together. */
export function callerMessages(request: ChatRequestBody): ChatMessage[] {
  checkCallMessages(request.messages);
  const messages = request.messages.map(toMessage);
  if (!messages.some(({ role }) => role === 'user')) {
    throw new AppError('invalid_input', 'The messages hold no message of the user; add one with role "user".', {
      param: 'messages',
    });
  }
  return withNames(messages);
}

function toMessage({
  role,
  content,
  images,
  tool_calls: calls,
  tool_call_id: callId,
}: ChatRequestBody['messages'][number]): ChatMessage {
  if (role === 'tool') return { role, content, toolCallId: callId ?? '' };
  if (role === 'assistant' && calls && calls.length > 0) {
    const toolCalls = calls.map(({ id, function: { name, arguments: given } }) => ({ id, name, arguments: given }));
    return { role, content, toolCalls };
  }
  const shown = images ? { images: images.map(({ url, detail }) => ({ url, detail })) } : {};
  return { role: role === 'developer' ? 'system' : role, content, ...shown };
}

/** Results get the names of their functions, which some models' templates print. */
function withNames(messages: ChatMessage[]): ChatMessage[] {
  const names = new Map(messages.flatMap(({ toolCalls = [] }) => toolCalls.map(({ id, name }) => [id, name])));
  return messages.map((message) => {
    const name = message.toolCallId === undefined ? undefined : names.get(message.toolCallId);
    return name === undefined ? message : { ...message, name };
  });
}
