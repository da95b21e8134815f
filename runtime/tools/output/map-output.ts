import { AppError } from '#protocol/errors.ts';
import type { HttpTarget } from '#runtime/tools/http/build-tool-request.ts';
import type { ServiceAnswer } from '#runtime/tools/http/read-answer.ts';
import { searchJson } from '#runtime/tools/jmespath/search-json.ts';
import { fillOutput } from './fill-output.ts';

export interface OutputInput {
  answer: ServiceAnswer;
  status: number;
  arguments: Record<string, unknown>;
  signal: AbortSignal;
}

/** What of a service's answer goes on, as a text. Throws `upstream_failed` when the answer doesn't hold what the tool wants of it. */
export async function mapOutput(output: HttpTarget['output'], input: OutputInput): Promise<string> {
  const { answer, status, signal } = input;
  if (output.kind === 'template') {
    return fillOutput(output.text, { answer, arguments: input.arguments });
  }
  if (output.kind === 'jmespath') {
    if (!answer.json) {
      throw new AppError('upstream_failed', 'The answer is not JSON, so the JMESPath expression finds nothing in it.');
    }
    return searchJson(output.expression, answer.json.value, signal);
  }
  if (answer.text.trim() === '') return `Done (status ${status}, no content).`;
  return answer.note === '' ? answer.text : `${answer.note}\n${answer.text}`;
}
