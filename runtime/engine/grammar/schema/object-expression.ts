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
import { type Automaton, TooManyStates } from '#runtime/engine/grammar/texts/automaton.ts';
import { buildAutomaton } from '#runtime/engine/grammar/texts/build-automaton.ts';
import { invertAutomaton } from '#runtime/engine/grammar/texts/combine-automata.ts';
import { addRule, type Compiling } from './compiling.ts';
import { unsupported } from './reading.ts';
import type { ObjectSpec, Sub } from './spec.ts';
import { automatonExpression } from './text-expression.ts';

const ws = rule('ws');
const comma = sequence(text(','), ws);

/** Rules of one object that counts its properties. */
const mostCounted = 20_000;

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
  const most = Number.isFinite(max) ? max : min;
  if (slots.length * Math.min(most, slots.length) > mostCounted) {
    const pointer = '';
    throw unsupported(compiling.reading, { pointer }, 'Counting so many properties is not supported');
  }
  const counted = { slots, other, min, max };
  return sequence(text('{'), ws, chain(compiling, counted), text('}'));
}

function pair(name: Expression, value: Expression): Expression {
  return sequence(name, ws, text(':'), ws, value, ws);
}

/** A property under any name that isn't one of the listed. */
function otherPair(compiling: Compiling, listed: readonly string[], values: Sub): Expression {
  const value = rule(compiling.ruleOf(values));
  if (listed.length === 0) return addRule(compiling, pair(rule('string'), value));
  const name = automatonExpression(compiling, unlistedNames(compiling, listed, values));
  return addRule(compiling, pair(sequence(text('"'), name, text('"')), value));
}

function unlistedNames({ reading }: Compiling, listed: readonly string[], [place]: Sub): Automaton {
  try {
    return invertAutomaton(buildAutomaton(choice(listed.map(text))));
  } catch (cause) {
    if (!(cause instanceof TooManyStates)) throw cause;
    const pointer = place?.pointer ?? '';
    throw unsupported(reading, { pointer }, '"additionalProperties" beside so many listed names is not supported');
  }
}

interface Counted {
  slots: readonly Slot[];
  /** A property that isn't listed; null where there is none. */
  other: Expression | null;
  min: number;
  max: number;
}

/** What comes after the brace: from the last slot to the first, one rule for each number of properties that may be there already. */
function chain(compiling: Compiling, counted: Counted): Expression {
  const { slots, min, max } = counted;
  const cap = Number.isFinite(max) ? Math.min(max, slots.length) : Math.min(Math.max(min, 1), slots.length);
  let next = Array.from({ length: cap + 1 }, (_, count) => ending(counted, count));
  for (const [index, slot] of [...slots.entries()].reverse()) {
    const after = next;
    const reachable = Math.min(index, cap);
    next = Array.from({ length: reachable + 1 }, (_, count) => {
      const left = after[count] ?? nothing;
      const lead = count === 0 ? empty : comma;
      const taken = count >= max ? nothing : sequence(lead, slot.pair, after[Math.min(count + 1, cap)] ?? nothing);
      return addRule(compiling, slot.isRequired ? taken : choice([taken, left]));
    });
  }
  return next[0] ?? nothing;
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
