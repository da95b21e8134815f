import type { PromptFormat } from './read-prompt-format.ts';

/** The control tokens whose texts are part of how a model writes calls, such as `[TOOL_CALLS]`. */
export function findCallTokens(
  model: { tokenize(text: string, specialTokens: boolean): number[] },
  { specials, tools }: PromptFormat,
): Set<number> {
  if (!tools) return new Set();
  const { begin, open, middle, close, end } = tools.format;
  const written = begin + open + middle + close + end;
  const found = specials.filter((special) => special !== '' && written.includes(special));
  return new Set(found.flatMap((special) => model.tokenize(special, true)));
}
