import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import { findAgent } from '#runtime/http/find-agent.ts';
import type { NodeParts } from '#runtime/http/node-parts.ts';
import type { ChatParts } from '#runtime/http/respond-chat.ts';
import { runAnswers } from '#runtime/http/run-answers.ts';
import type { BackgroundParts } from '#runtime/responses/open-background-runner.ts';
import { nameResponsesFields } from './name-responses-fields.ts';
import { readInputFile } from './read-input-file.ts';
import { toChatMessages } from './to-chat-messages.ts';
import { toChatRequest } from './to-chat-request.ts';

export type ResponseParts = ChatParts & Pick<NodeParts, 'agents' | 'files'>;

/** Makes a response over the same path as a chat, telling its steps. Nothing is told before the answer has begun. Throws what fails, with the request's own names of fields. */
export async function runResponse(
  parts: ResponseParts,
  { stored, writer, signal, newFrom = 0 }: Parameters<BackgroundParts['run']>[0] & { newFrom?: number },
  tell: Parameters<BackgroundParts['run']>[1],
): Promise<void> {
  const { settings, callerId, scope, input } = stored;
  const agent = findAgent(parts.agents, settings.model);
  const { messages, places } = await toChatMessages(input, {
    newFrom,
    readFile: (part, param) => readInputFile(parts.files, callerId, { part, param }),
  });
  refuseLong(messages.length);
  const request = toChatRequest(settings, messages);
  const shift = request.messages.length - messages.length;
  let hasBegun = false;
  try {
    await runAnswers(parts, { agent, request, scope, callerId, signal }, async (_, event) => {
      const before = hasBegun ? [] : writer.begin();
      hasBegun = true;
      await tell([...before, ...writer.write(event)]);
    });
  } catch (cause) {
    throw nameResponsesFields(cause, [...Array.from({ length: shift }, () => 'instructions'), ...places]);
  }
}

function refuseLong(count: number): void {
  if (count <= limits.messagesPerRequest) return;
  const message = `The conversation has ${count} messages, ${limits.messagesPerRequest} at most are read; begin a new one.`;
  throw new AppError('invalid_input', message, { param: 'input' });
}
