import type { CodeRange } from '#runtime/engine/grammar/rules/expression.ts';

/** A deterministic automaton over code points: the ranges that leave a state don't overlap. State 0 is the start. */
export interface Automaton {
  states: AutomatonState[];
}

interface AutomatonState {
  isEnd: boolean;
  edges: { ranges: CodeRange[]; to: number }[];
}

/** More states than this make a grammar that is slow to read and to follow. */
const mostStates = 4_000;

/** An automaton, or the NFA it is made from, grew over its limit. */
export class TooManyStates extends Error {}

export const lastCode = 0x10_ff_ff;

/** What both contain. */
export function intersectRanges(a: readonly CodeRange[], b: readonly CodeRange[]): CodeRange[] {
  return a.flatMap(([first, last]) =>
    b.flatMap(([from, to]): CodeRange[] =>
      Math.max(first, from) <= Math.min(last, to) ? [[Math.max(first, from), Math.min(last, to)]] : [],
    ),
  );
}

/** Sorted, joined where they touch. */
export function joinRanges(ranges: readonly CodeRange[]): CodeRange[] {
  const joined: [number, number][] = [];
  for (const [first, last] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const before = joined.at(-1);
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else joined.push([first, last]);
  }
  return joined;
}

/** Every code point that they don't contain. */
export function invertRanges(ranges: readonly CodeRange[]): CodeRange[] {
  const gaps: CodeRange[] = [];
  let next = 0;
  for (const [first, last] of joinRanges(ranges)) {
    if (first > next) gaps.push([next, first - 1]);
    next = last + 1;
  }
  if (next <= lastCode) gaps.push([next, lastCode]);
  return gaps;
}

/** Explores states named by keys, from the first on, and numbers them. Throws `TooManyStates`. */
export function exploreStates<Key>(
  first: Key,
  nameOf: (key: Key) => string,
  look: (key: Key) => { isEnd: boolean; edges: { ranges: CodeRange[]; to: Key }[] },
): Automaton {
  const numbers = new Map([[nameOf(first), 0]]);
  const keys = [first];
  const states: AutomatonState[] = [];
  const numberOf = (key: Key) => {
    const name = nameOf(key);
    const known = numbers.get(name);
    if (known !== undefined) return known;
    if (keys.length >= mostStates) throw new TooManyStates();
    numbers.set(name, keys.length);
    return keys.push(key) - 1;
  };
  for (const key of keys) {
    const { isEnd, edges } = look(key);
    states.push({ isEnd, edges: edges.map(({ ranges, to }) => ({ ranges, to: numberOf(to) })) });
  }
  return { states };
}

/** Whether a text leads from the start to an end. */
export function matchesAutomaton({ states }: Automaton, value: string): boolean {
  let state = states[0];
  for (const letter of value) {
    const code = letter.codePointAt(0) ?? 0;
    const edge = state?.edges.find(({ ranges }) => ranges.some(([first, last]) => first <= code && code <= last));
    state = edge && states[edge.to];
    if (!state) return false;
  }
  return state?.isEnd ?? false;
}
