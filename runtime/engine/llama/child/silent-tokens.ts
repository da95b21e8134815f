import type { LlamaModel, Token } from 'node-llama-cpp';
import type { ChatModel } from './loaded-types.ts';

const known = new WeakMap<LlamaModel, Token[]>();

/** Control tokens that don't end an answer. A grammar takes them by their names (`<s>` as three characters), but the text doesn't show them: under a grammar none may be drawn but those that mark calls, which are shown. */
export function silentTokens({ model, callTokens }: Pick<ChatModel, 'model' | 'callTokens'>): Token[] {
  const before = known.get(model);
  if (before) return before;
  const tokens: Token[] = [];
  for (const token of model.iterateAllTokens()) {
    if (model.getTokenAttributes(token).control && !model.isEogToken(token) && !callTokens.has(token))
      tokens.push(token);
  }
  known.set(model, tokens);
  return tokens;
}
