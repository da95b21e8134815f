import { AppError } from '#protocol/errors.ts';
import type { ChatRequestBody } from '#protocol/openai/chat-request.ts';

type Message = ChatRequestBody['messages'][number];

/** Checks that every result in a conversation answers a call of the assistant's message before it, and every call has its result. Throws `invalid_input` naming the field. */
export function checkCallMessages(messages: Message[]): void {
  let open = new Set<string>();
  for (const [index, message] of messages.entries()) {
    const place = `messages[${index}]`;
    if (message.role === 'tool') {
      takeResult(open, { message, place });
      continue;
    }
    refuseOpen(open, place);
    open = callsOf(message, place);
  }
  refuseOpen(open, 'messages');
}

function takeResult(open: Set<string>, { message, place }: { message: Message; place: string }): void {
  const id = message.tool_call_id;
  if (id && open.delete(id)) return;
  const reason = id
    ? `"${id}" is the id of no call that waits for a result`
    : 'a message of role "tool" needs the id of its call';
  throw new AppError(
    'invalid_input',
    `${place}.tool_call_id: ${reason}; it must follow the assistant's message that made the call.`,
    {
      param: `${place}.tool_call_id`,
    },
  );
}

function refuseOpen(open: Set<string>, place: string): void {
  const [id] = open;
  if (id === undefined) return;
  throw new AppError(
    'invalid_input',
    `The call "${id}" has no result; add a message of role "tool" with this tool_call_id.`,
    {
      param: place,
    },
  );
}

function callsOf({ role, tool_calls: calls }: Message, place: string): Set<string> {
  if (!calls || calls.length === 0) return new Set();
  if (role !== 'assistant') {
    throw new AppError(
      'invalid_input',
      `Only the assistant makes calls; leave tool_calls out of a message of role "${role}".`,
      {
        param: `${place}.tool_calls`,
      },
    );
  }
  for (const [index, call] of calls.entries()) {
    if (isObject(call.function.arguments)) continue;
    const param = `${place}.tool_calls[${index}].function.arguments`;
    throw new AppError('invalid_input', `${param} must be the JSON text of an object.`, { param });
  }
  return new Set(calls.map(({ id }) => id));
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text === '' ? '{}' : text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
