import { answerFormat } from './answer-format.ts';
import { answerRequest } from './answer-request.ts';
import type { AnswerDeps, AnswerEvent, AnswerInput } from './answer-types.ts';
import { findMisfit, misfitError } from './find-misfit.ts';

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
    const reason = format && isWhole && !isRefusal ? await findMisfit(deps.schemas, format, answer) : null;
    if (reason !== null) throw misfitError(reason);
    yield event;
  }
}
