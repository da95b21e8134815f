import { AppError } from '#protocol/errors.ts';
import type { AnswerDeps, AnswerEvent } from '#runtime/answers/answer-types.ts';
import type { ToolFunction } from '#runtime/engine/tool-calls/tool-function.ts';
import { addUsage } from './add-usage.ts';
import { generateRound } from './generate-round.ts';
import { lastAttempt } from './last-attempt.ts';
import type { ModelCall, Round, RoundInput } from './round.ts';

/**
 * Checks the calls of a round that the grammar couldn't hold to all of their schema. A call that doesn't fit is written again, up to
 * three times. One of the agent's own that never fits says why, and isn't made; one of the caller's throws `internal`. Tells what
 * was held back.
 */
export async function* checkCalls(deps: AnswerDeps, about: RoundInput, round: Round): AsyncGenerator<AnswerEvent> {
  for (const call of round.calls) {
    const one = about.plan.functions.find(({ name }) => name === call.name);
    if (!one || !call.isComplete || !round.unenforced.has(call.name)) continue;
    const reason = await makeFit(deps, about, { call, one, round });
    if (reason === null) continue;
    if (!about.plan.own.has(call.name)) throw misfit(call, reason);
    call.misfit = reason;
  }
  const first = round.calls.filter(({ name }) => !about.plan.own.has(name)).length - round.untold.length;
  for (const [place, { id, name, arguments: text }] of round.untold.entries()) {
    const index = first + place;
    yield { type: 'tool-call', index, id, name };
    yield { type: 'tool-arguments', index, text };
  }
}

interface OneCall {
  call: ModelCall;
  one: ToolFunction;
  round: Round;
}

/** Why the arguments of the last try don't fit; null when they do. */
async function makeFit(deps: AnswerDeps, about: RoundInput, { call, one, round }: OneCall): Promise<string | null> {
  let reason = await deps.schemas.findMisfit(one.parameters, call.arguments);
  for (let attempt = 1; reason !== null && attempt <= lastAttempt; attempt += 1) {
    const again = await writeAgain(deps, about, { one, attempt });
    addUsage(round.usage, again.usage);
    const [written] = again.calls;
    if (!written?.isComplete) continue;
    call.arguments = written.arguments;
    reason = await deps.schemas.findMisfit(one.parameters, written.arguments);
  }
  return reason;
}

/** The same message with nothing but a call of this function. */
async function writeAgain(
  deps: AnswerDeps,
  about: RoundInput,
  { one, attempt }: { one: ToolFunction; attempt: number },
): Promise<Round> {
  const limits = { ...about.limits, mode: 'calls' as const, functions: [one], mostCalls: 1 };
  const rewriting = generateRound(deps, { ...about, limits, attempt });
  for (;;) {
    const next = await rewriting.next();
    if (next.done) return next.value;
  }
}

function misfit({ name }: ModelCall, reason: string): AppError {
  const message = `The model's call of "${name}" does not fit its parameters: ${reason}. Try again, or make them simpler.`;
  return new AppError('internal', message);
}
