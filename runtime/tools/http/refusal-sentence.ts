import { STATUS_CODES } from 'node:http';
import type { ToolDefinition } from '#protocol/tools/tool-definition.ts';
import type { SafeResponse } from '#runtime/web/safe-fetch.ts';

const quoted = 300;

/** What an answer of 3xx, 4xx or 5xx means for who reads it: who said it, the status, what can be done, and the beginning of what was said. */
export function refusalSentence(definition: ToolDefinition, answer: SafeResponse & { text: string }): string {
  const { status, url, text } = answer;
  const words = text.replace(/\s+/g, ' ').trim().slice(0, quoted);
  const name = STATUS_CODES[status] ? ` (${STATUS_CODES[status]})` : '';
  const said = words === '' ? '' : ` It said: ${words}`;
  return `The tool "${definition.name}" failed: ${new URL(url).host} answered with status ${status}${name}. ${remedyFor(status, definition)}${said}`;
}

function remedyFor(status: number, { target: { auth } }: ToolDefinition): string {
  if (status === 401 || status === 403) {
    if (auth.kind === 'none') return 'It wants to know who asks; choose how the tool proves that.';
    return `Check the secret "${auth.secret}" and what it allows.`;
  }
  if (status === 404 || status === 405 || status === 410)
    return "Check the arguments, and the tool's address and method.";
  if (status === 429) return 'It takes no more calls at present; try again later.';
  if (status >= 500) return 'The service has trouble; try again later.';
  if (status >= 400) return 'Check the arguments.';
  return 'That is no answer; check the address.';
}
