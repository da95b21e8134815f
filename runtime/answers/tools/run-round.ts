import { addAnswerFormat, answerFormat } from '#runtime/answers/answer-format.ts';
import type { AnswerDeps, AnswerEvent, AnswerInput, AnswerTimes, AnswerUsage } from '#runtime/answers/answer-types.ts';
import { samplingOf } from '#runtime/answers/sampling-of.ts';
import type { ChatMessage, ChatRequest, GenerationEvent } from '#runtime/engine/engine.ts';
import type { GrammarBuilder } from '#runtime/engine/grammar/open-grammar.ts';
import { writeCallGrammar } from '#runtime/engine/tool-calls/write-call-grammar.ts';
import type { RoundLimits } from './open-loop-guard.ts';
import { openRoundTeller, type RoundTeller } from './open-round-teller.ts';
import type { ToolPlan } from './plan-tools.ts';
import { writePlainTools } from './write-plain-tools.ts';

export interface RoundInput {
  input: AnswerInput;
  plan: ToolPlan;
  limits: RoundLimits;
  messages: ChatMessage[];
  times: AnswerTimes;
}

/** A call as the model wrote it; `arguments` is no whole JSON where the limit cut it. */
export interface ModelCall {
  id: string;
  name: string;
  arguments: string;
  isComplete: boolean;
}

export interface Round {
  text: string;
  calls: ModelCall[];
  finishReason: 'stop' | 'length';
  /** A stop string ended it, not the model. */
  isCut: boolean;
  usage: AnswerUsage;
  /** What the model was given. */
  prompt: ChatMessage[];
}

/** One round of the model: text and the calls of the caller's functions are told as they come, all calls at the end. */
export async function* runRound(deps: AnswerDeps, about: RoundInput): AsyncGenerator<AnswerEvent, Round> {
  const { input, times } = about;
  const request = chatRequest(about);
  const round: Round = {
    prompt: request.messages,
    text: '',
    calls: [],
    finishReason: 'stop',
    isCut: false,
    usage: { promptTokens: 0, cachedTokens: 0, completionTokens: 0 },
  };
  const teller = openTeller(about, round);
  let startedMs = 0;
  for await (const event of deps.engine.chat(request, input.signal)) {
    if (event.type === 'text') {
      round.usage.completionTokens += event.tokens;
      yield* teller.tell(event);
    } else if (event.type === 'started') {
      start(event, { round, times });
      startedMs = performance.now();
    } else {
      end(event, round);
      times.generation += event.generationMs;
    }
    if (!teller.isStopped || event.type === 'ended') continue;
    // Leaving the loop ends the generation.
    Object.assign(round, { isCut: true, finishReason: 'stop' });
    times.generation += performance.now() - startedMs;
    return round;
  }
  yield* teller.end();
  return round;
}

function openTeller({ input, plan }: RoundInput, round: Round): RoundTeller {
  if (plan.functions.length === 0) return openPlainTeller(round);
  const { stop = [] } = samplingOf(input.agent.manifest, { request: input.request, choice: input.choice });
  return openRoundTeller({ plan, round, stop, isFormed: answerFormat(input.request) !== null });
}

/** Without functions everything is words, and the engine itself stops at stop strings. */
function openPlainTeller(round: Round): RoundTeller {
  return {
    isStopped: false,
    *tell(event) {
      round.text += event.text;
      yield event;
    },
    *end() {},
  };
}

function start(
  event: Extract<GenerationEvent, { type: 'started' }>,
  { round, times }: { round: Round; times: AnswerTimes },
): void {
  Object.assign(round.usage, { promptTokens: event.promptTokens, cachedTokens: event.cachedTokens });
  times.queued += event.queuedMs;
  times.prefill += event.prefillMs;
}

/** An engine that learns of the prompt's tokens only at the end tells them there. */
function end(event: Extract<GenerationEvent, { type: 'ended' }>, round: Round): void {
  const { completionTokens, promptTokens, cachedTokens, finishReason, isCut } = event;
  round.finishReason = finishReason;
  round.isCut = isCut === true;
  round.usage.completionTokens = completionTokens;
  if (promptTokens !== undefined) round.usage.promptTokens = promptTokens;
  if (cachedTokens !== undefined) round.usage.cachedTokens = cachedTokens;
}

function chatRequest({ input, plan, limits, messages }: RoundInput): ChatRequest {
  const { manifest } = input.agent;
  const options = samplingOf(manifest, { request: input.request, choice: input.choice });
  const isPlain = plan.format.kind === 'flat';
  const isTold = plan.functions.length > 0;
  const addAnswer = (grammar: GrammarBuilder) => addAnswerFormat(grammar, input.request);
  return {
    modelId: manifest.model.sha256,
    messages: isPlain
      ? writePlainTools(messages, { functions: plan.functions, isCall: limits.mode === 'calls' })
      : messages,
    callerId: input.callerId,
    ...options,
    maxTokens: limits.maxTokens,
    // The teller stops at stop strings, in words only: a call may hold one in its arguments.
    ...(isTold ? { stop: undefined } : {}),
    ...(isTold && !isPlain
      ? { tools: plan.functions.map(({ name, description, parameters }) => ({ name, description, parameters })) }
      : {}),
    ...(isTold ? { grammar: writeCallGrammar({ format: plan.format, ...limits, addAnswer }) } : {}),
  };
}
