import {
  choice,
  type Expression,
  empty,
  nothing,
  optional,
  repeat,
  rule,
  sequence,
  text,
} from '#runtime/engine/grammar/rules/expression.ts';
import { buildAutomaton } from '#runtime/engine/grammar/texts/build-automaton.ts';
import { invertAutomaton } from '#runtime/engine/grammar/texts/combine-automata.ts';
import { addRule, type Compiling } from './compiling.ts';
import type { ObjectSpec, Sub } from './spec.ts';
import { automatonExpression } from './text-expression.ts';

const ws = rule('ws');
const comma = sequence(text(','), ws);

/** A property in the order of the schema. */
interface Slot {
  pair: Expression;
  isRequired: boolean;
}

/**
 * JSON objects: listed properties in the order of the schema, any subset of the optional ones, then others where the schema
 * says what they are. Nothing said about others: none come beside listed ones, and any where none are listed.
 */
export function objectExpression(compiling: Compiling, object: ObjectSpec): Expression {
  const { properties, required, additional, min, max } = object;
  if (min > max) return nothing;
  const unlisted = [...required].filter((name) => !properties.has(name));
  const slots = [...properties.keys(), ...unlisted].map((name): Slot => {
    const value = rule(compiling.ruleOf(properties.get(name) ?? additional ?? []));
    return { pair: pair(text(JSON.stringify(name)), value), isRequired: required.has(name) };
  });
  const others = additional ?? (properties.size === 0 ? [] : null);
  const other = others && otherPair(compiling, [...properties.keys(), ...unlisted], others);
  const counted = { slots, other, min, max };
  return sequence(text('{'), ws, chain(compiling, counted, openStates()), text('}'));
}

function pair(name: Expression, value: Expression): Expression {
  return sequence(name, ws, text(':'), ws, value, ws);
}

/** A property under any name that isn't one of the listed. */
function otherPair(compiling: Compiling, listed: readonly string[], values: Sub): Expression {
  const value = rule(compiling.ruleOf(values));
  if (listed.length === 0) return addRule(compiling, pair(rule('string'), value));
  const names = invertAutomaton(buildAutomaton(choice(listed.map(text))));
  const name = automatonExpression(compiling, names);
  return addRule(compiling, pair(sequence(text('"'), name, text('"')), value));
}

interface Counted {
  slots: readonly Slot[];
  /** A property that isn't listed; null where there is none. */
  other: Expression | null;
  min: number;
  max: number;
}

interface States {
  index: number;
  /** Properties so far, as far as it matters. */
  count: number;
  known: Map<string, Expression>;
}

function openStates(): States {
  return { index: 0, count: 0, known: new Map() };
}

/** What may follow when the slots before `index` are decided and `count` properties are there; one rule for each such state. */
function chain(compiling: Compiling, counted: Counted, { index, count, known }: States): Expression {
  const key = `${index} ${count}`;
  const before = known.get(key);
  if (before) return before;
  const body = chainBody(compiling, counted, { index, count, known });
  const made = addRule(compiling, body);
  known.set(key, made);
  return made;
}

function chainBody(compiling: Compiling, counted: Counted, { index, count, known }: States): Expression {
  const slot = counted.slots[index];
  if (!slot) return ending(counted, count);
  const { max, min } = counted;
  const cap = Number.isFinite(max) ? max : Math.max(min, 1);
  const lead = count === 0 ? empty : comma;
  const next = (reached: number) =>
    chain(compiling, counted, { index: index + 1, count: Math.min(reached, cap), known });
  const isFull = count >= max;
  const taken = isFull ? nothing : sequence(lead, slot.pair, next(count + 1));
  return slot.isRequired ? taken : choice([taken, next(count)]);
}

/** Others may have equal names, which count once: a minimum asks them for one at most. */
function ending({ other, min, max }: Counted, count: number): Expression {
  const missing = Math.max(0, min - count);
  if (!other || count >= max) return missing === 0 ? empty : nothing;
  if (missing > 1) return nothing;
  const more = repeat(sequence(comma, other), 0, max - count - (count === 0 ? 1 : 0));
  if (count > 0) return missing === 0 ? more : repeat(sequence(comma, other), 1, max - count);
  const filled = sequence(other, more);
  return missing === 0 ? optional(filled) : filled;
}
