import { randomInt } from 'node:crypto';
import type { LlamaGrammarEvaluationState, SequenceEvaluateOptions, Token, TokenBias } from 'node-llama-cpp';
import { AppError } from '#protocol/errors.ts';
import type { Sampling } from '#runtime/engine/engine.ts';
import type { ChatModel } from './loaded-types.ts';
import { silentTokens } from './silent-tokens.ts';

export interface SamplingState {
  /** Tokens generated so far; grows while the options are in use. */
  generated: number[];
  grammar: LlamaGrammarEvaluationState | undefined;
}

/** llama.cpp's own default, which keeps the long tail of a small model out. */
export const defaultTopK = 40;
/** Penalties look at so many generated tokens. */
const penaltyWindowTokens = 256;
/** Seeds are below this. */
export const seedLimit = 2 ** 32;

/** Translates a request's sampling into the library's options. Without a seed every call draws one: two requests in the same second must differ. */
export function samplingOptions(chat: ChatModel, sampling: Sampling, state: SamplingState): SequenceEvaluateOptions {
  const { temperature, topP, topK = defaultTopK, minP = 0, seed = randomInt(seedLimit) } = sampling;
  const penalty = repeatPenalty(sampling, state.generated);
  const bias = tokenBias(chat, sampling.logitBias, state.grammar ? silentTokens(chat) : []);

  return {
    temperature,
    topP,
    topK,
    minP,
    seed: seed >>> 0,
    ...(penalty && { repeatPenalty: penalty }),
    ...(bias && { tokenBias: bias }),
    ...(state.grammar && { grammarEvaluationState: state.grammar }),
  };
}

type RepeatPenalty = NonNullable<SequenceEvaluateOptions['repeatPenalty']>;

function repeatPenalty(sampling: Sampling, generated: number[]): RepeatPenalty | undefined {
  const { frequencyPenalty = 0, presencePenalty = 0, repeatPenalty: penalty = 1 } = sampling;
  if (frequencyPenalty === 0 && presencePenalty === 0 && penalty === 1) return undefined;
  return {
    punishTokens: () => generated.slice(-penaltyWindowTokens) as Token[],
    maxPunishTokens: penaltyWindowTokens,
    penalty,
    frequencyPenalty,
    presencePenalty,
  };
}

function tokenBias(chat: ChatModel, logitBias: Sampling['logitBias'], never: Token[]): TokenBias | undefined {
  const entries = Object.entries(logitBias ?? {});
  if (entries.length === 0 && never.length === 0) return undefined;

  const bias = new chat.library.TokenBias(chat.model.tokenizer);
  for (const [token, logit] of entries) bias.set(checkToken(chat, Number(token)), { logit });
  for (const token of never) bias.set(token, 'never');
  return bias;
}

/** A token outside the vocabulary would reach native memory. */
function checkToken({ vocabularySize }: ChatModel, token: number): Token {
  if (Number.isInteger(token) && token >= 0 && token < vocabularySize) return token as Token;
  throw new AppError('invalid_input', `${token} is no token of this model; tokens are 0 to ${vocabularySize - 1}.`, {
    param: 'logit_bias',
  });
}
