import { addAnswerFormat, answerFormat } from '#runtime/answers/answer-format.ts';
import type { AnswerDeps, AnswerEvent, AnswerTimes } from '#runtime/answers/answer-types.ts';
import { samplingOf } from '#runtime/answers/sampling-of.ts';
import type { ChatRequest, GenerationEvent } from '#runtime/engine/engine.ts';
import type { GrammarBuilder } from '#runtime/engine/grammar/open-grammar.ts';
import { type CallGrammar, writeCallGrammar } from '#runtime/engine/tool-calls/write-call-grammar.ts';
import { biasToQuestion } from './bias-to-question.ts';
import { openRoundTeller, type RoundTeller } from './open-round-teller.ts';
import type { Round, RoundInput } from './round.ts';
import { writePlainTools } from './write-plain-tools.ts';

/** Lets the model write one message: text and the calls of the caller's functions are told as they come, but for calls that must be checked and those behind them; all calls are in the round. */
export async function* generateRound(deps: AnswerDeps, about: RoundInput): AsyncGenerator<AnswerEvent, Round> {
  const { input, times } = about;
  const grammar = callGrammar(about);
  const request = await withBias(deps, about, chatRequest(about, grammar));
  const round: Round = {
    prompt: request.messages,
    unenforced: grammar?.unenforced ?? new Set(),
    untold: [],
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

/** Small models, which are those without a form of their own, are led to what the question says; the caller's own biases stand. */
async function withBias(
  deps: AnswerDeps,
  { input, plan, limits }: RoundInput,
  request: ChatRequest,
): Promise<ChatRequest> {
  if (plan.format.kind !== 'flat' || limits.mode !== 'calls') return request;
  const logitBias = { ...(await biasToQuestion(deps, input)), ...request.sampling.logitBias };
  return { ...request, sampling: { ...request.sampling, logitBias } };
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

function callGrammar({ input, plan, limits }: RoundInput): CallGrammar | null {
  if (plan.functions.length === 0) return null;
  const addAnswer = (grammar: GrammarBuilder) => addAnswerFormat(grammar, input.request)?.rule ?? null;
  return writeCallGrammar({ format: plan.format, ...limits, addAnswer });
}

function chatRequest(
  { input, plan, limits, messages, attempt = 0 }: RoundInput,
  grammar: CallGrammar | null,
): ChatRequest {
  const { manifest } = input.agent;
  const options = samplingOf(manifest, { request: input.request, choice: input.choice, attempt });
  const isPlain = plan.format.kind === 'flat';
  const isTold = plan.functions.length > 0;
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
    ...(grammar ? { grammar: grammar.text } : {}),
  };
}
