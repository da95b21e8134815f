import { AppError } from '#protocol/errors.ts';
import { type AnswerFormat, answerFormat } from './answer-format.ts';
import { answerRequest } from './answer-request.ts';
import type { AnswerDeps, AnswerEvent, AnswerInput } from './answer-types.ts';

/**
 * Answers one chat request in the form it asks for. A schema is read before anything is generated, and an answer that ended by
 * itself is checked against it. Throws `unsupported_schema` and `invalid_input` first, `internal` for an answer that doesn't fit.
 */
export async function* answerInFormat(deps: AnswerDeps, input: AnswerInput): AsyncGenerator<AnswerEvent> {
  const format = answerFormat(input.request);
  if (format?.schema) await deps.schemas.prepare(format.schema, 'response_format.json_schema.schema');
  let answer = '';
  let isRefusal = false;
  for await (const event of answerRequest(deps, input)) {
    if (event.type === 'text') answer += event.text;
    if (event.type === 'refusal') isRefusal = true;
    // Cut at a length or a stop string, an answer is legally incomplete.
    const isWhole = event.type === 'ended' && event.finishReason === 'stop' && event.isCut !== true;
    if (format && isWhole && !isRefusal) await assertFits(deps, format, answer);
    yield event;
  }
}

async function assertFits({ schemas }: AnswerDeps, format: AnswerFormat, answer: string): Promise<void> {
  const reason = await findMisfit(schemas, format, answer);
  if (reason === null) return;
  const message = `The model's answer does not fit the format that was asked for: ${reason}. Try again, or make the schema simpler.`;
  throw new AppError('internal', message);
}

async function findMisfit(
  schemas: AnswerDeps['schemas'],
  { kind, schema }: AnswerFormat,
  answer: string,
): Promise<string | null> {
  if (schema) return schemas.findMisfit(schema, answer);
  return kind === 'json_object' && !isObject(answer) ? 'it is no JSON object' : null;
}

function isObject(answer: string): boolean {
  try {
    const value: unknown = JSON.parse(answer);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
