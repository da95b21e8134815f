import { addAnswerFormat } from '#runtime/answers/answer-format.ts';
import type { AnswerDeps, AnswerEvent, AnswerInput, AnswerTimes, AnswerUsage } from '#runtime/answers/answer-types.ts';
import { samplingOf } from '#runtime/answers/sampling-of.ts';
import type { ChatMessage, ChatRequest, GenerationEvent } from '#runtime/engine/engine.ts';
import type { GrammarBuilder } from '#runtime/engine/grammar/open-grammar.ts';
import { type CallEvent, type CallReader, openCallReader } from '#runtime/engine/tool-calls/open-call-reader.ts';
import { writeCallGrammar } from '#runtime/engine/tool-calls/write-call-grammar.ts';
import { newCallId } from './new-call-id.ts';
import type { RoundLimits } from './open-loop-guard.ts';
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
  const { input, plan, times } = about;
  const request = chatRequest(about);
  const round: Round = {
    prompt: request.messages,
    text: '',
    calls: [],
    finishReason: 'stop',
    isCut: false,
    usage: { promptTokens: 0, cachedTokens: 0, completionTokens: 0 },
  };
  const teller = openTeller(plan, round);
  for await (const event of deps.engine.chat(request, input.signal)) {
    if (event.type === 'text') yield* teller.tell(event);
    else if (event.type === 'started') start(event, { round, times });
    else {
      end(event, round);
      times.generation += event.generationMs;
    }
  }
  yield* teller.end();
  return round;
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
    ...(limits.mode === 'calls' ? { stop: undefined } : {}),
    ...(isTold && !isPlain
      ? { tools: plan.functions.map(({ name, description, parameters }) => ({ name, description, parameters })) }
      : {}),
    ...(isTold ? { grammar: writeCallGrammar({ format: plan.format, ...limits, addAnswer }) } : {}),
  };
}

/** From generated text to events, and into the round. */
function openTeller(plan: ToolPlan, round: Round) {
  const reader: CallReader | null = plan.functions.length > 0 ? openCallReader(plan.format, plan.functions) : null;
  let index = -1;

  function* begin(name: string): Generator<AnswerEvent> {
    const id = newCallId();
    round.calls.push({ id, name, arguments: '', isComplete: false });
    if (plan.own.has(name)) return;
    index += 1;
    yield { type: 'tool-call', index, id, name };
  }

  function* goOn(call: ModelCall, text: string): Generator<AnswerEvent> {
    call.arguments += text;
    if (!plan.own.has(call.name)) yield { type: 'tool-arguments', index, text };
  }

  function* tellOne(event: CallEvent): Generator<AnswerEvent> {
    const call = round.calls.at(-1);
    if (event.type === 'text') {
      round.text += event.text;
      yield event;
    } else if (event.type === 'call') yield* begin(event.name);
    else if (call && event.type === 'arguments') yield* goOn(call, event.text);
    else if (call) call.isComplete = true;
  }

  return {
    *tell(event: Extract<GenerationEvent, { type: 'text' }>): Generator<AnswerEvent> {
      if (reader) for (const one of reader.push(event.text)) yield* tellOne(one);
      else {
        round.text += event.text;
        yield event;
      }
    },
    *end(): Generator<AnswerEvent> {
      if (reader) for (const one of reader.end()) yield* tellOne(one);
    },
  };
}
