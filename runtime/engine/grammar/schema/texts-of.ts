import { chars, choice, repeat, text } from '#runtime/engine/grammar/rules/expression.ts';
import { type Automaton, lastCode } from '#runtime/engine/grammar/texts/automaton.ts';
import { buildAutomaton } from '#runtime/engine/grammar/texts/build-automaton.ts';
import { intersectAutomata } from '#runtime/engine/grammar/texts/combine-automata.ts';
import type { Spec } from './spec.ts';

/** The texts that an alternative allows, as an automaton; null where it allows any. Throws `TooManyStates`. */
export function textsOf({ values, text: said }: Spec): Automaton | null {
  const { min = 0, max = Number.POSITIVE_INFINITY, automata = [] } = said ?? {};
  const listed = values?.filter((value) => typeof value === 'string');
  const parts = [
    ...automata,
    ...(min > 0 || Number.isFinite(max) ? [buildAutomaton(repeat(chars([0, lastCode]), min, max))] : []),
    ...(listed ? [buildAutomaton(choice(listed.map(text)))] : []),
  ];
  const [first, ...others] = parts;
  return first ? others.reduce(intersectAutomata, first) : null;
}
