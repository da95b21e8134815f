import type { LlamaContextSequence, LlamaGrammarEvaluationState, Token } from 'node-llama-cpp';
import type { ChatRequest, GenerationEvent } from '#runtime/engine/engine.ts';
import { openStopFilter } from '#runtime/engine/open-stop-filter.ts';
import { createGrammarState } from './create-grammar-state.ts';
import type { ChatModel } from './loaded-types.ts';
import { openLogprobLine } from './open-logprob-line.ts';
import { openSteps, type Step } from './open-steps.ts';
import { openTextStream } from './open-text-stream.ts';

export interface Generation {
  request: ChatRequest;
  prompt: number[];
  /** Holds the prompt but for its last token. */
  sequence: LlamaContextSequence;
  index: number;
  signal: AbortSignal;
  emit(event: GenerationEvent): void;
}

/** Generates from a filled sequence until the model ends, a stop string comes, or room or `maxTokens` is used up. */
export async function generate(chat: ChatModel, generation: Generation): Promise<void> {
  const { request, prompt, emit } = generation;
  const startedAt = performance.now();
  const limit = Math.min(request.maxTokens ?? Number.POSITIVE_INFINITY, chat.about.contextTokens - prompt.length);
  const grammar = request.grammar === undefined ? undefined : await createGrammarState(chat, request.grammar);
  const result =
    limit > 0 ? await decode(chat, generation, { limit, grammar }) : { tokens: 0, hasStopped: false, isCut: false };

  emit({
    type: 'ended',
    finishReason: result.hasStopped ? 'stop' : 'length',
    isCut: result.isCut,
    completionTokens: result.tokens,
    generationMs: performance.now() - startedAt,
  });
}

interface Bounds {
  limit: number;
  grammar: LlamaGrammarEvaluationState | undefined;
}

async function decode(chat: ChatModel, generation: Generation, { limit, grammar }: Bounds) {
  const { request, prompt, sequence, index, signal } = generation;
  const generated: number[] = [];
  const output = openOutput(chat, generation);
  const last = prompt.slice(-1) as Token[];
  const steps = openSteps(chat, { request, sequence, last, generated, grammar });
  let hasStopped = false;

  try {
    while (generated.length < limit && !hasStopped) {
      const step = await chat.stepper.decode(index, () => steps.next(), signal);
      hasStopped = step === undefined || output.push(step);
    }
  } finally {
    await steps.close();
  }

  const endsWithStopString = output.end();
  return { tokens: generated.length, hasStopped: hasStopped || endsWithStopString, isCut: endsWithStopString };
}

/** From tokens to shown text; `push` and `end` tell whether a stop string was met. */
function openOutput(chat: ChatModel, { request, emit }: Generation) {
  const stops = openStopFilter(request.stop ?? []);
  const showsCalls = request.grammar !== undefined;
  const text = openTextStream((tokens, before) => detokenize(chat, tokens, { before, showsCalls }));
  const told = openLogprobLine();
  let silentTokens = 0;
  let isStopped = false;

  function show(shown: string): void {
    if (shown === '') return;
    const logprobs = told.take(shown.length);
    emit({ type: 'text', text: shown, tokens: silentTokens, ...(logprobs.length > 0 ? { logprobs } : {}) });
    silentTokens = 0;
  }

  function filter(piece: string): boolean {
    const result = stops.push(piece);
    isStopped ||= result.isStopped;
    show(result.text);
    return isStopped;
  }

  return {
    push({ token, logprob }: Step): boolean {
      silentTokens += 1;
      const piece = text.push(token);
      if (logprob) told.add(logprob, piece.length);
      return filter(piece);
    },
    end(): boolean {
      if (isStopped) return true;
      if (!filter(text.rest())) show(stops.rest());
      return isStopped;
    },
  };
}

/** Text of tokens; control tokens have none, but for those that mark calls under a grammar, which reads them as their texts. */
function detokenize(
  { model, callTokens }: ChatModel,
  tokens: number[],
  { before, showsCalls }: { before: number[]; showsCalls: boolean },
): string {
  if (!showsCalls || !tokens.some((token) => callTokens.has(token))) {
    return model.detokenize(tokens as Token[], false, before as Token[]);
  }
  return tokens.map((token) => model.detokenize([token as Token], callTokens.has(token))).join('');
}
