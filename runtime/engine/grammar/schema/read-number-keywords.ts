import type { Bound } from '#runtime/engine/grammar/texts/decimal-range.ts';
import { leaveOut, type Reader } from './reader.ts';
import { below, malformed } from './reading.ts';
import { anyNumber, type Spec } from './spec.ts';

const largestDivisor = 1_000;

/** Reads `minimum`, `maximum`, their exclusive forms, and `multipleOf` of small whole numbers. */
export function readNumberKeywords(at: Reader): Pick<Spec, 'number'> {
  const low = tighter(readBound(at, 'minimum'), readBound(at, 'exclusiveMinimum'), 1);
  const high = tighter(readBound(at, 'maximum'), readBound(at, 'exclusiveMaximum'), -1);
  const divisors = readDivisors(at);
  if (!low && !high && divisors.length === 0) return {};
  return { number: { low: low ?? anyNumber.low, high: high ?? anyNumber.high, divisors, undivided: [] } };
}

function readBound({ reading, schema, pointer }: Reader, keyword: string): Bound | undefined {
  const value = schema[keyword];
  if (value === undefined) return undefined;
  if (typeof value === 'number') return { value, isExcluded: keyword.startsWith('exclusive') };
  throw malformed(reading, below(pointer, keyword), `"${keyword}" must be a number`);
}

/** The bound that allows less; `direction` is 1 for lower bounds. */
export function tighter(a: Bound | undefined, b: Bound | undefined, direction: 1 | -1): Bound | undefined {
  if (!a || !b) return a ?? b;
  if (a.value === b.value) return a.isExcluded ? a : b;
  return (a.value - b.value) * direction > 0 ? a : b;
}

function readDivisors(at: Reader): number[] {
  const value = at.schema.multipleOf;
  if (value === undefined) return [];
  if (typeof value !== 'number' || value <= 0) {
    throw malformed(at.reading, below(at.pointer, 'multipleOf'), '"multipleOf" must be a number above 0');
  }
  if (Number.isInteger(value) && value <= largestDivisor) return [value];
  leaveOut(at, 'multipleOf', `can be enforced for whole numbers up to ${largestDivisor} only`);
  return [];
}
