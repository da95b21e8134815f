import {
  choice,
  type Expression,
  nothing,
  optional,
  repeat,
  rule,
  sequence,
  text,
} from '#runtime/engine/grammar/rules/expression.ts';
import { addRule, type Compiling } from './compiling.ts';
import type { ListSpec } from './spec.ts';

const ws = rule('ws');
const comma = sequence(text(','), ws);

/** JSON arrays: the prefix in order, then the rest, in bounds. Without a word about the rest, a prefix is all there is. */
export function listExpression(compiling: Compiling, { prefix, rest, min, max }: ListSpec): Expression {
  if (min > max) return nothing;
  const first = prefix.slice(0, max);
  const isClosed = rest === null && prefix.length > 0;
  const most = isClosed ? Math.min(max, Math.max(prefix.length, min)) : max;
  const element = (index: number) => sequence(rule(compiling.ruleOf(prefix[index] ?? rest ?? [])), ws);
  const tail = tailFrom(element(prefix.length), first.length, { min, max: most });

  // From the last place of the prefix to the first: what may follow once so many elements are there.
  let more = tail;
  for (let index = first.length - 1; index >= 1; index -= 1) {
    const next = sequence(comma, element(index), more);
    more = addRule(compiling, index < min ? next : optional(next));
  }
  const filled = first.length > 0 ? sequence(element(0), more) : tailAtStart(element(0), { min, max: most });
  return sequence(text('['), ws, min === 0 ? optional(filled) : filled, text(']'));
}

function tailFrom(element: Expression, count: number, { min, max }: { min: number; max: number }): Expression {
  if (max <= count) return sequence();
  return repeat(sequence(comma, element), Math.max(0, min - count), max - count);
}

function tailAtStart(element: Expression, { min, max }: { min: number; max: number }): Expression {
  if (max === 0) return choice([]);
  return sequence(element, repeat(sequence(comma, element), Math.max(0, min - 1), max - 1));
}
