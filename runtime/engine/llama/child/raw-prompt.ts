import { AppError } from '#protocol/errors.ts';
import type { ChatModel } from './loaded-types.ts';

/** Tokens of a raw prompt, with the beginning-of-text token where the model wants one. Throws `invalid_input` for a number that is no token. */
export function rawPrompt({ model, vocabularySize }: ChatModel, prompt: string | number[]): number[] {
  const tokens: number[] = typeof prompt === 'string' ? [...model.tokenize(prompt, true)] : [...prompt];
  const wrong = tokens.find((token) => token >= vocabularySize);
  if (wrong !== undefined) {
    throw new AppError('invalid_input', `${wrong} is no token of this model; tokens are 0 to ${vocabularySize - 1}.`, {
      param: 'prompt',
    });
  }
  const { bos, shouldPrependBosToken } = model.tokens;
  if (bos !== null && (tokens.length === 0 || (shouldPrependBosToken && tokens[0] !== bos))) tokens.unshift(bos);
  if (tokens.length === 0) throw new AppError('invalid_input', 'The prompt is empty.', { param: 'prompt' });
  return tokens;
}
