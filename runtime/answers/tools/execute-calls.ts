import { AppError } from '#protocol/errors.ts';
import type { ToolCard } from '#protocol/retrieval/trace.ts';
import type { AnswerDeps, AnswerEvent, AnswerInput } from '#runtime/answers/answer-types.ts';
import type { ToolResult } from '#runtime/tools/tool-executor.ts';
import type { ModelCall } from './round.ts';

/** A call with how it went. */
export interface MadeCall {
  call: ModelCall;
  result: ToolResult;
  card: ToolCard;
}

const longestCardText = 2_000;

/** Makes calls side by side; each is told twice, when it starts and when it has ended. `refusals` are calls that are not made, with the reason why. Throws `client_closed`. */
export async function* executeCalls(
  deps: Pick<AnswerDeps, 'tools'>,
  input: AnswerInput,
  { calls, refusals }: { calls: ModelCall[]; refusals: ReadonlyMap<ModelCall, string> },
): AsyncGenerator<AnswerEvent, MadeCall[]> {
  for (const call of calls) yield { type: 'tool-card', card: cardOf(call, { state: 'running', result: null, ms: 0 }) };
  const running = new Map(calls.map((call) => [call, make(deps, input, { call, refusal: refusals.get(call) })]));
  const made = new Map<ModelCall, MadeCall>();
  while (running.size > 0) {
    const next = await Promise.race(running.values());
    running.delete(next.call);
    made.set(next.call, next);
    yield { type: 'tool-card', card: next.card };
  }
  return calls.flatMap((call) => made.get(call) ?? []);
}

async function make(
  deps: Pick<AnswerDeps, 'tools'>,
  input: AnswerInput,
  { call, refusal }: { call: ModelCall; refusal: string | undefined },
): Promise<MadeCall> {
  const startedMs = performance.now();
  const result = refusal === undefined ? await attempt(deps, input, call) : failure(refusal);
  if (input.signal.aborted) throw new AppError('client_closed');
  const ms = performance.now() - startedMs;
  const state = result.isError ? ('failed' as const) : ('done' as const);
  return { call, result, card: cardOf(call, { state, result: result.content.slice(0, longestCardText), ms }) };
}

async function attempt(deps: Pick<AnswerDeps, 'tools'>, input: AnswerInput, call: ModelCall): Promise<ToolResult> {
  const given = readArguments(call.arguments);
  if (!given) return failure('The arguments are no JSON object.');
  const { agent, request, callerId, signal } = input;
  const metadata = request.metadata ?? {};
  try {
    return await deps.tools.call({
      agent: { secrets: {}, ...agent },
      name: call.name,
      arguments: given,
      metadata,
      callerId,
      signal,
    });
  } catch (cause) {
    if (!(cause instanceof AppError) || cause.code === 'client_closed') throw cause;
    return failure(cause.message);
  }
}

function readArguments(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

function failure(content: string): ToolResult {
  return { isError: true, content, feedBack: true };
}

function cardOf(call: ModelCall, rest: Pick<ToolCard, 'state' | 'result' | 'ms'>): ToolCard {
  return { id: call.id, name: call.name, arguments: call.arguments, ...rest };
}
