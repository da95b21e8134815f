import { AppError } from '#protocol/errors.ts';

/** An error of a chat, with the fields named as the request of a response names them. `places` tells where each message came from. */
export function nameResponsesFields(cause: unknown, places: string[]): unknown {
  if (!(cause instanceof AppError)) return cause;
  const name = (text: string) =>
    text
      .replaceAll(/messages\[(\d+)\]/g, (_, index: string) => places[Number(index)] ?? 'instructions')
      .replaceAll(/\bmessages\b/g, 'input')
      .replaceAll('response_format.json_schema', 'text.format')
      .replaceAll('response_format', 'text.format')
      .replaceAll(/(tools\[\d+\])\.function\b/g, '$1')
      .replaceAll('tool_call_id', 'call_id')
      .replaceAll('tool_choice.function', 'tool_choice')
      .replaceAll('max_completion_tokens', 'max_output_tokens');
  const { code, param, retryAfterSeconds } = cause;
  const isNamed = param !== undefined && name(param) !== param;
  const message = (isNamed ? cause.message.replaceAll(param, name(param)) : cause.message)
    .replaceAll('a message of role "tool" with this tool_call_id', 'a function_call_output with this call_id')
    .replaceAll('a message of role "tool"', 'a function_call_output');
  return new AppError(code, message, { cause, param: param && name(param), retryAfterSeconds });
}
