import { randomInt } from 'node:crypto';
import type { LlamaContextSequence, LlamaGrammarEvaluationState, Token } from 'node-llama-cpp';
import type { ChatRequest, TokenLogprob } from '#runtime/engine/engine.ts';
import { type Distribution, drawToken, openRandom } from './draw-token.ts';
import type { ChatModel } from './loaded-types.ts';
import { defaultTopK, samplingOptions, seedLimit } from './sampling-options.ts';

export interface Step {
  token: number;
  /** Where the request asks for them. */
  logprob?: (TokenLogprob & { top: TokenLogprob[] }) | undefined;
}

/** Tokens of one generation, one by one. */
export interface Steps {
  /** Undefined when the model ends by itself. */
  next(): Promise<Step | undefined>;
  close(): Promise<void>;
}

export interface StepsInput {
  request: ChatRequest;
  sequence: LlamaContextSequence;
  /** Last token of the prompt; the sequence holds all before it. */
  last: Token[];
  /** Tokens generated so far; grows with every step. */
  generated: number[];
  grammar: LlamaGrammarEvaluationState | undefined;
}

/** Opens the steps of a generation. */
export function openSteps(chat: ChatModel, input: StepsInput): Steps {
  return input.request.topLogprobs === undefined
    ? plainSteps(chat, input)
    : toldSteps(chat, input, input.request.topLogprobs);
}

function plainSteps(chat: ChatModel, { request, sequence, last, generated, grammar }: StepsInput): Steps {
  const tokens = sequence.evaluate(last, samplingOptions(chat, request.sampling, { generated, grammar }));
  return {
    async next() {
      const { done, value } = await tokens.next();
      if (done) return undefined;
      generated.push(value);
      return { token: value };
    },
    close: async () => void (await tokens.return()),
  };
}

/**
 * With log probabilities the library is asked for its whole distribution before any truncation, which it gives at temperature 0;
 * the token is then drawn here. Under a grammar the library draws, because it alone knows which tokens are allowed: the
 * probabilities are then those after temperature and truncation, unless the temperature is 0.
 */
function toldSteps(chat: ChatModel, input: StepsInput, topLogprobs: number): Steps {
  const { request, sequence, last, generated, grammar } = input;
  const { sampling } = request;
  const draws = grammar === undefined && sampling.temperature > 0;
  const options = samplingOptions(chat, draws ? { ...sampling, temperature: 0 } : sampling, { generated, grammar });
  const random = openRandom(sampling.seed ?? randomInt(seedLimit));
  const outputs = sequence.evaluateWithMetadata(last, { probabilities: true }, { ...options, yieldEogToken: true });
  let chosen: Token | undefined;
  return {
    async next() {
      const { done, value } = chosen === undefined ? await outputs.next() : await outputs.next(chosen);
      if (done) return undefined;
      const distribution: Distribution = value.probabilities;
      const topK = sampling.topK ?? defaultTopK;
      const token = draws ? drawToken(distribution, { ...sampling, topK }, random) : value.token;
      if (chat.model.isEogToken(token as Token)) return undefined;
      chosen = token as Token;
      generated.push(token);
      return { token, logprob: { ...tell(chat, token, distribution), top: topOf(chat, distribution, topLogprobs) } };
    },
    close: async () => void (await outputs.return()),
  };
}

/** The least probability that is told: the logarithm of 0 is no JSON. */
const least = 1e-30;

function tell(chat: ChatModel, token: number, distribution: Distribution): TokenLogprob {
  const logprob = Math.log(Math.min(1, Math.max(distribution.get(token) ?? 0, least)));
  return { text: chat.model.detokenize([token as Token]), bytes: chat.tokenBytes(token), logprob };
}

function topOf(chat: ChatModel, distribution: Distribution, count: number): TokenLogprob[] {
  const top: TokenLogprob[] = [];
  for (const token of distribution.keys()) {
    if (top.length === count) break;
    top.push(tell(chat, token, distribution));
  }
  return top;
}
