import { choice, type Expression, rule } from '#runtime/engine/grammar/rules/expression.ts';
import { safeDigits } from '#runtime/engine/grammar/rules/json-rules.ts';
import type { Automaton } from '#runtime/engine/grammar/texts/automaton.ts';
import { buildAutomaton } from '#runtime/engine/grammar/texts/build-automaton.ts';
import { intersectAutomata, invertAutomaton } from '#runtime/engine/grammar/texts/combine-automata.ts';
import { type Bound, decimalRange } from '#runtime/engine/grammar/texts/decimal-range.ts';
import { integerRange } from '#runtime/engine/grammar/texts/integer-range.ts';
import { multipleAutomaton } from '#runtime/engine/grammar/texts/multiple-automaton.ts';
import type { Compiling } from './compiling.ts';
import type { NumberSpec } from './spec.ts';
import { automatonExpression } from './text-expression.ts';

const largest = 10n ** BigInt(safeDigits) - 1n;
const safest = BigInt(Number.MAX_SAFE_INTEGER);

/** Numbers between bounds; multiples are whole, because divisors are. */
export function numberExpression(
  compiling: Compiling,
  { low, high, divisors, undivided }: NumberSpec,
  type: 'integer' | 'number',
): Expression {
  const isBounded = Number.isFinite(low.value) || Number.isFinite(high.value);
  const isWhole = divisors.length > 0 || undivided.length > 0;
  if (type === 'number' && !isWhole) {
    if (!isBounded) return rule('number');
    return choice(decimalRange(low, high).map((automaton) => automatonExpression(compiling, automaton)));
  }
  const first = lowestInteger(low);
  const last = -lowestInteger({ value: -high.value, isExcluded: high.isExcluded });
  const whole = integerRange(
    clamp(first, last >= -largest ? -largest : -safest),
    -clamp(-last, first <= largest ? -largest : -safest),
  );
  if (!isWhole) return whole;
  const conditions = [
    ...divisors.map(multipleAutomaton),
    ...undivided.map((one) => invertAutomaton(multipleAutomaton(one))),
  ];
  const automaton = conditions.reduce<Automaton>(intersectAutomata, buildAutomaton(whole));
  return automatonExpression(compiling, automaton);
}

function lowestInteger({ value, isExcluded }: Bound): bigint {
  if (!Number.isFinite(value)) return -(safest ** 2n);
  const lowest = BigInt(Math.ceil(value));
  return isExcluded && Number.isInteger(value) ? lowest + 1n : lowest;
}

/** Not lower than this. */
function clamp(value: bigint, lowest: bigint): bigint {
  return value < lowest ? lowest : value;
}
