import {
  chars,
  type Expression,
  nothing,
  repeat,
  rule,
  sequence,
  text,
} from '#runtime/engine/grammar/rules/expression.ts';
import { type Automaton, lastCode, TooManyStates } from '#runtime/engine/grammar/texts/automaton.ts';
import { automatonRules } from '#runtime/engine/grammar/texts/automaton-rules.ts';
import { buildAutomaton } from '#runtime/engine/grammar/texts/build-automaton.ts';
import { intersectAutomata } from '#runtime/engine/grammar/texts/combine-automata.ts';
import type { Compiling } from './compiling.ts';
import { unsupported } from './reading.ts';
import type { TextSpec } from './spec.ts';

const quote = text('"');

/** JSON strings of a length, that match patterns and formats. */
export function textExpression(compiling: Compiling, { min, max, automata, pointer }: TextSpec): Expression {
  if (min > max) return nothing;
  if (automata.length === 0) return sequence(quote, repeat(rule('char'), min, max), quote);
  try {
    const hasLength = min > 0 || Number.isFinite(max);
    const lengths = hasLength ? [buildAutomaton(repeat(chars([0, lastCode]), min, max))] : [];
    const [first, ...others] = [...automata, ...lengths];
    const joined = first && others.reduce(intersectAutomata, first);
    return joined ? sequence(quote, automatonExpression(compiling, joined), quote) : nothing;
  } catch (cause) {
    if (!(cause instanceof TooManyStates)) throw cause;
    throw unsupported(
      compiling.reading,
      { pointer },
      'The pattern, format and length of this text together are too large to be enforced',
    );
  }
}

/** An automaton's texts as rules of this schema. */
export function automatonExpression({ rules, newName }: Compiling, automaton: Automaton): Expression {
  const name = newName();
  for (const [state, body] of automatonRules(automaton, (index) => `${name}-s${index}`)) rules.set(state, body);
  return rule(`${name}-s0`);
}
