import type { LlamaModel, Token } from 'node-llama-cpp';

const known = new WeakMap<LlamaModel, Token[]>();

/** Control tokens that don't end an answer. A grammar takes them by their names (`<s>` as three characters), but the text doesn't show them: under a grammar none may be drawn. */
export function silentTokens(model: LlamaModel): Token[] {
  const before = known.get(model);
  if (before) return before;
  const tokens: Token[] = [];
  for (const token of model.iterateAllTokens()) {
    if (model.getTokenAttributes(token).control && !model.isEogToken(token)) tokens.push(token);
  }
  known.set(model, tokens);
  return tokens;
}
