/** Text of tokens; `before` are tokens that stand before them. */
export type Detokenize = (tokens: number[], before: number[]) => string;

export interface TextStream {
  /** Adds a token; gives the whole characters that are complete now, perhaps none. */
  push(token: number): string;
  /** What is left at the end; bytes that make no character come as U+FFFD. */
  rest(): string;
}

/** U+FFFD, which stands for bytes that are no character (yet). */
const replacement = '\uFFFD';
/** A character has at most four bytes, so at most three tokens of one still wait for the fourth. */
const mostOpenTokens = 3;
/** So many tokens without a complete character are no text. */
const mostHeldTokens = 8;
/** Tokens before, by which the tokenizer decides on spaces. */
const contextTokens = 8;

/** Turns tokens into text one by one without ever splitting a character that spans several tokens. */
export function openTextStream(detokenize: Detokenize): TextStream {
  let before: number[] = [];
  let held: number[] = [];

  function release(count: number): string {
    const out = held.slice(0, count);
    const text = detokenize(out, before);
    before = [...before, ...out].slice(-contextTokens);
    held = held.slice(count);
    return text;
  }

  return {
    push(token) {
      held.push(token);
      if (!detokenize(held, before).endsWith(replacement)) return release(held.length);
      return held.length < mostHeldTokens ? '' : release(held.length - mostOpenTokens);
    },
    rest() {
      return release(held.length);
    },
  };
}
