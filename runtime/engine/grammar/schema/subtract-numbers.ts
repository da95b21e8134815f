import type { Bound } from '#runtime/engine/grammar/texts/decimal-range.ts';
import { tighter } from './read-number-keywords.ts';
import { anyNumber, type NumberSpec, type Spec } from './spec.ts';

/** Numbers of `from` below, above and between those of the rival, and whole ones that its divisors don't divide. */
export function subtractNumbers(from: Spec, rival: Spec): Spec[] {
  const number = from.number ?? anyNumber;
  const rests = rival.values ? besideValues(rival.values) : besideNumbers(rival.number ?? anyNumber);
  return rests
    .map((rest) => narrow(number, rest))
    .filter(
      ({ low, high }) => low.value < high.value || (low.value === high.value && !low.isExcluded && !high.isExcluded),
    )
    .map((one) => ({ ...from, number: one }));
}

type Rest = Partial<Pick<NumberSpec, 'low' | 'high' | 'undivided'>>;

function besideNumbers({ low, high, divisors }: NumberSpec): Rest[] {
  return [...below(low), ...above(high), ...divisors.map((divisor) => ({ undivided: [divisor] }))];
}

/** The gaps between single values. */
function besideValues(values: NonNullable<Spec['values']>): Rest[] {
  const points = [...new Set(values.filter((value) => typeof value === 'number'))].toSorted((a, b) => a - b);
  const bound = (value: number): Bound => ({ value, isExcluded: true });
  return [Number.NEGATIVE_INFINITY, ...points].map((from, index) => ({
    low: Number.isFinite(from) ? bound(from) : anyNumber.low,
    high: index < points.length ? bound(points[index] ?? from) : anyNumber.high,
  }));
}

function below({ value, isExcluded }: Bound): Rest[] {
  return Number.isFinite(value) ? [{ high: { value, isExcluded: !isExcluded } }] : [];
}

function above({ value, isExcluded }: Bound): Rest[] {
  return Number.isFinite(value) ? [{ low: { value, isExcluded: !isExcluded } }] : [];
}

function narrow(number: NumberSpec, { low, high, undivided = [] }: Rest): NumberSpec {
  return {
    ...number,
    low: tighter(number.low, low, 1) ?? number.low,
    high: tighter(number.high, high, -1) ?? number.high,
    undivided: [...number.undivided, ...undivided],
  };
}
