import type { Step } from './open-steps.ts';

type Told = NonNullable<Step['logprob']>;

/** Keeps what was told of tokens until their text is shown: a stop string that may be coming holds text back. */
export interface LogprobLine {
  /** Adds a token and how many characters it completed, in UTF-16 units. */
  add(logprob: Told, length: number): void;
  /** The tokens of the next so many characters that are shown, those without a character of their own with the following ones. */
  take(length: number): Told[];
}

/** Opens an empty line. */
export function openLogprobLine(): LogprobLine {
  const waiting: { logprob: Told; start: number }[] = [];
  let added = 0;
  let shown = 0;
  return {
    add(logprob, length) {
      waiting.push({ logprob, start: added });
      added += length;
    },
    take(length) {
      shown += length;
      const count = waiting.findIndex(({ start }) => start >= shown);
      return waiting.splice(0, count === -1 ? waiting.length : count).map(({ logprob }) => logprob);
    },
  };
}
