import { AppError } from '#protocol/errors.ts';
import type { ChatRequestBody } from '#protocol/openai/chat-request.ts';
import type { ChatMessage } from '#runtime/engine/engine.ts';

/** The caller's conversation as the engine takes it; `developer` is today's name for `system`. Throws `invalid_input` without a user message. */
export function callerMessages(request: ChatRequestBody): ChatMessage[] {
  const messages = request.messages.map(({ role, content }) => ({
    role: role === 'developer' ? ('system' as const) : role,
    content,
  }));
  if (!messages.some(({ role }) => role === 'user')) {
    throw new AppError('invalid_input', 'The messages hold no message of the user; add one with role "user".', {
      param: 'messages',
    });
  }
  return messages;
}
