import { answerFormat } from '#runtime/answers/answer-format.ts';
import type { AnswerDeps, AnswerEvent } from '#runtime/answers/answer-types.ts';
import { findMisfit, misfitError } from '#runtime/answers/find-misfit.ts';
import { addUsage } from './add-usage.ts';
import { checkCalls } from './check-calls.ts';
import { generateRound } from './generate-round.ts';
import { lastAttempt } from './last-attempt.ts';
import type { Round, RoundInput } from './round.ts';

/**
 * One round of the model, as far as the grammar can hold it told as it comes. Where the form of an answer can't be enforced as a
 * whole the answer is told when it has been checked, and written again, up to three times, when it doesn't fit; calls likewise.
 * Throws `internal` for an answer or a call of the caller's that never fits.
 */
export async function* runRound(deps: AnswerDeps, about: RoundInput): AsyncGenerator<AnswerEvent, Round> {
  const format = answerFormat(about.input.request);
  if (!format?.needsCheck) {
    const round = yield* generateRound(deps, about);
    yield* checkCalls(deps, about, round);
    return round;
  }
  const usage = { promptTokens: 0, cachedTokens: 0, completionTokens: 0 };
  for (let attempt = 0; ; attempt += 1) {
    const { events, round } = await collect(generateRound(deps, { ...about, attempt }));
    addUsage(usage, round.usage);
    round.usage = usage;
    const isWhole = round.calls.length === 0 && round.finishReason === 'stop' && !round.isCut;
    const reason = isWhole ? await findMisfit(deps.schemas, format, round.text) : null;
    if (reason !== null && attempt < lastAttempt) continue;
    if (reason !== null) throw misfitError(reason);
    yield* events;
    yield* checkCalls(deps, about, round);
    return round;
  }
}

async function collect(stream: AsyncGenerator<AnswerEvent, Round>): Promise<{ events: AnswerEvent[]; round: Round }> {
  const events: AnswerEvent[] = [];
  for (;;) {
    const next = await stream.next();
    if (next.done) return { events, round: next.value };
    events.push(next.value);
  }
}
