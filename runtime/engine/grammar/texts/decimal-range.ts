import {
  choice,
  digits,
  type Expression,
  empty,
  nothing,
  optional,
  repeat,
  sequence,
  text,
} from '#runtime/engine/grammar/rules/expression.ts';
import { safeDigits } from '#runtime/engine/grammar/rules/json-rules.ts';
import type { Automaton } from './automaton.ts';
import { buildAutomaton } from './build-automaton.ts';
import { intersectAutomata } from './combine-automata.ts';
import { integerRange } from './integer-range.ts';

/** A bound of numbers; without one, `value` is infinite. */
export interface Bound {
  value: number;
  isExcluded: boolean;
}

/** A magnitude as its digits before and after the point. */
interface Decimal {
  whole: bigint;
  fraction: string;
  isExcluded: boolean;
}

const largest = 10n ** BigInt(safeDigits) - 1n;
const mostPlaces = 6;

/** Decimal numbers between two bounds, without an exponent. Fractions are short enough that no reader rounds a number over a bound. */
export function decimalRange(low: Bound, high: Bound): Automaton[] {
  const positive = magnitudes(low.value > 0 ? low : { value: 0, isExcluded: low.value === 0 && low.isExcluded }, high);
  const negative = magnitudes(high.value < 0 ? { ...high, value: -high.value } : { value: 0, isExcluded: true }, {
    ...low,
    value: -low.value,
  });
  const options: Automaton[] = [];
  if (high.value >= 0) options.push(positive());
  if (low.value < 0) options.push(withMinus(negative()));
  return options;
}

function magnitudes(low: Bound, high: Bound): () => Automaton {
  return () => {
    const from = toDecimal(low);
    const to = Number.isFinite(high.value) ? toDecimal(high) : { whole: largest, fraction: '', isExcluded: false };
    const longest = Math.max(String(from.whole).length, Number.isFinite(high.value) ? String(to.whole).length : 0);
    const bounds = Math.max(from.fraction.length, Number.isFinite(high.value) ? to.fraction.length : 0);
    const places = Math.max(bounds, Math.min(Math.max(mostPlaces, bounds + 2), safeDigits - longest), 0);
    return intersectAutomata(buildAutomaton(atLeast(from, places)), buildAutomaton(atMost(to, places)));
  };
}

function withMinus({ states }: Automaton): Automaton {
  const moved = states.map(({ isEnd, edges }) => ({
    isEnd,
    edges: edges.map((edge) => ({ ...edge, to: edge.to + 1 })),
  }));
  return { states: [{ isEnd: false, edges: [{ ranges: [[0x2d, 0x2d]], to: 1 }] }, ...moved] };
}

/** The shortest decimal that reads as this number, without an exponent. */
function toDecimal({ value, isExcluded }: Bound): Decimal {
  const [mantissa = '0', exponent = '0'] = String(value).split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const shift = Number(exponent);
  const row = whole + fraction;
  const point = whole.length + shift;
  const padded = point < 0 ? '0'.repeat(-point) + row : row.padEnd(point, '0');
  const at = Math.max(point, 0);
  return { whole: BigInt(padded.slice(0, at) || '0'), fraction: padded.slice(at).replace(/0+$/, ''), isExcluded };
}

function anyFraction(places: number): Expression {
  return places === 0 ? empty : optional(sequence(text('.'), repeat(digits(0, 9), 1, places)));
}

function atLeast({ whole, fraction, isExcluded }: Decimal, places: number): Expression {
  const above = whole >= largest ? nothing : sequence(integerRange(whole + 1n, largest), anyFraction(places));
  return choice([above, sequence(text(String(whole)), fractionAtLeast(fraction, { isExcluded, places }))]);
}

function atMost({ whole, fraction, isExcluded }: Decimal, places: number): Expression {
  const below = whole === 0n ? nothing : sequence(integerRange(0n, whole - 1n), anyFraction(places));
  return choice([below, sequence(text(String(whole)), fractionAtMost(fraction, { isExcluded, places }))]);
}

interface Fraction {
  isExcluded: boolean;
  places: number;
}

function fractionAtLeast(fraction: string, { isExcluded, places }: Fraction): Expression {
  if (fraction === '' && !isExcluded) return anyFraction(places);
  return sequence(text('.'), digitsAtLeast(fraction, { isExcluded, places }));
}

/** Digits after the point that are worth as much or more. */
function digitsAtLeast(fraction: string, { isExcluded, places }: Fraction): Expression {
  if (fraction === '') return isExcluded ? notZero(places) : repeat(digits(0, 9), 0, places);
  if (places === 0) return nothing;
  const digit = Number(fraction[0]);
  const more = sequence(digits(digit + 1, 9), repeat(digits(0, 9), 0, places - 1));
  return choice([
    more,
    sequence(text(String(digit)), digitsAtLeast(fraction.slice(1), { isExcluded, places: places - 1 })),
  ]);
}

function notZero(places: number): Expression {
  if (places === 0) return nothing;
  return choice([
    sequence(digits(1, 9), repeat(digits(0, 9), 0, places - 1)),
    sequence(text('0'), notZero(places - 1)),
  ]);
}

function fractionAtMost(fraction: string, { isExcluded, places }: Fraction): Expression {
  const zeros = places === 0 ? empty : optional(sequence(text('.'), repeat(text('0'), 1, places)));
  if (fraction === '') return isExcluded ? nothing : zeros;
  return optional(sequence(text('.'), digitsAtMost(fraction, { isExcluded, places, isFirst: true })));
}

/** Digits after the point that are worth as much or less; as text `0.2` is less than `0.25`. */
function digitsAtMost(fraction: string, { isExcluded, places, isFirst }: Fraction & { isFirst: boolean }): Expression {
  if (fraction === '') return isExcluded ? nothing : repeat(text('0'), 0, places);
  if (places === 0) return isFirst ? nothing : empty;
  const digit = Number(fraction[0]);
  const rest = digitsAtMost(fraction.slice(1), { isExcluded, places: places - 1, isFirst: false });
  const options = [
    sequence(digits(0, digit - 1), repeat(digits(0, 9), 0, places - 1)),
    sequence(text(String(digit)), rest),
  ];
  return isFirst ? choice(options) : optional(choice(options));
}
