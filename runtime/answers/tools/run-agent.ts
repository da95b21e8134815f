import type { ToolCard } from '#protocol/retrieval/trace.ts';
import { answerFormat } from '#runtime/answers/answer-format.ts';
import type { AnswerDeps, AnswerEvent, AnswerInput, AnswerTimes, AnswerUsage } from '#runtime/answers/answer-types.ts';
import type { ChatMessage } from '#runtime/engine/engine.ts';
import type { ToolFunction } from '#runtime/engine/tool-calls/tool-function.ts';
import { addUsage } from './add-usage.ts';
import { executeCalls, type MadeCall } from './execute-calls.ts';
import { type LoopGuard, openLoopGuard } from './open-loop-guard.ts';
import type { ToolPlan } from './plan-tools.ts';
import type { ModelCall, Round } from './round.ts';
import { runRound } from './run-round.ts';

export interface AgentRun {
  input: AnswerInput;
  plan: ToolPlan;
  /** Functions that the question asks for; the first round calls one of them. Empty: the model decides. */
  wanted: ToolFunction[];
  prompt: ChatMessage[];
  times: AnswerTimes;
}

/** What the rounds of model and tools came to. */
export interface AgentResult {
  finishReason: 'stop' | 'length' | 'tool_calls';
  /** A stop string ended the last round, not the model. */
  isCut: boolean;
  /** Sums of all rounds. */
  usage: AnswerUsage;
  /** What the model was given in the last round. */
  messages: ChatMessage[];
  /** Calls that the node made, in order. */
  cards: ToolCard[];
}

/** Lets the model answer, makes the calls it asks for, feeds their results back, and so on until it answers in words, calls a function of the caller's, or the agent's limits are reached. */
export async function* runAgent(deps: AnswerDeps, run: AgentRun): AsyncGenerator<AnswerEvent, AgentResult> {
  const guard = openLoopGuard(run);
  const result: AgentResult = {
    finishReason: 'stop',
    isCut: false,
    usage: { promptTokens: 0, cachedTokens: 0, completionTokens: 0 },
    messages: run.prompt,
    cards: [],
  };
  const state: LoopState = { guard, result, conversation: run.prompt, hasText: false };
  for (let isOver = false; !isOver; ) {
    const limits = guard.nextRound();
    const round = yield* separate(state, runRound(deps, { ...run, limits, messages: state.conversation }));
    result.messages = round.prompt;
    result.isCut = round.isCut;
    addUsage(result.usage, round.usage);
    isOver = yield* settleRound(deps, run, { state, round });
  }
  return result;
}

interface LoopState {
  guard: LoopGuard;
  result: AgentResult;
  /** What was said so far, the rounds' calls and results too. */
  conversation: ChatMessage[];
  /** Whether text has been told. */
  hasText: boolean;
}

/** Puts an empty line between the texts of two rounds. */
async function* separate(
  state: LoopState,
  round: AsyncGenerator<AnswerEvent, Round>,
): AsyncGenerator<AnswerEvent, Round> {
  let isNew = state.hasText;
  for (let next = await round.next(); ; next = await round.next()) {
    if (next.done) return next.value;
    const event = next.value;
    if (event.type !== 'text') yield event;
    else {
      yield isNew ? { ...event, text: `\n\n${event.text}` } : event;
      isNew = false;
      state.hasText = true;
    }
  }
}

/** Does what a round asked for; true when it was the last. */
async function* settleRound(
  deps: AnswerDeps,
  { input, plan }: AgentRun,
  { state, round }: { state: LoopState; round: Round },
): AsyncGenerator<AnswerEvent, boolean> {
  const { guard, result } = state;
  guard.countTokens(round.usage.completionTokens);
  const isWhole = round.calls.length > 0 && round.calls.every(({ isComplete }) => isComplete);
  if (!isWhole) {
    result.finishReason = round.finishReason;
    return true;
  }
  const own = round.calls.filter(({ name }) => plan.own.has(name));
  const made = own.length > 0 ? yield* executeCalls(deps, input, { calls: own, refusals: refusalsOf(guard, own) }) : [];
  guard.note(made);
  result.cards.push(...made.map(({ card }) => card));
  if (own.length < round.calls.length) {
    result.finishReason = 'tool_calls';
    return true;
  }
  // Where the answer has to have a form, a result can't be it.
  if (made.every(isAnswer) && answerFormat(input.request) === null) {
    const text = made.map(({ result: { content } }) => content).join('\n\n');
    yield { type: 'text', text: state.hasText ? `\n\n${text}` : text };
    result.finishReason = 'stop';
    return true;
  }
  state.conversation = [...state.conversation, ...callMessages(round, made)];
  result.finishReason = 'length';
  return guard.isSpent();
}

/** Calls that are not made, with the reason that the model is told. */
function refusalsOf(guard: LoopGuard, own: ModelCall[]): Map<ModelCall, string> {
  const refusals = guard.judge(own);
  for (const call of own) {
    if (call.misfit !== undefined) refusals.set(call, `Not made: the arguments do not fit: ${call.misfit}.`);
  }
  return refusals;
}

/** A result that goes straight to the caller. */
function isAnswer({ result }: MadeCall): boolean {
  return !result.isError && !result.feedBack;
}

function callMessages({ text, calls }: Round, made: MadeCall[]): ChatMessage[] {
  const toolCalls = calls.map(({ id, name, arguments: given }: ModelCall) => ({ id, name, arguments: given }));
  const results = made.map(({ call, result }) => ({
    role: 'tool' as const,
    content: result.isError ? `Error: ${result.content}` : result.content,
    toolCallId: call.id,
    name: call.name,
  }));
  return [{ role: 'assistant', content: text, toolCalls }, ...results];
}
