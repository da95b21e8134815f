import type { CodeRange } from '#runtime/engine/grammar/rules/expression.ts';
import {
  chars,
  choice,
  type Expression,
  empty,
  rule,
  sequence,
  text,
} from '#runtime/engine/grammar/rules/expression.ts';
import { escapedCharacters, plainRanges } from '#runtime/engine/grammar/rules/json-rules.ts';
import { type Automaton, intersectRanges } from './automaton.ts';

/**
 * The texts of an automaton as they stand inside a JSON string (digits stand for themselves), one rule a state. Every
 * character has one spelling, so that a text can't come in disguise. `add` takes a rule's body and gives its name.
 */
export function automatonRules(automaton: Automaton, names: (index: number) => string): Map<string, Expression> {
  return new Map(
    automaton.states.map(({ isEnd, edges }, index) => [
      names(index),
      choice([...(isEnd ? [empty] : []), ...edges.map(({ ranges, to }) => sequence(written(ranges), rule(names(to))))]),
    ]),
  );
}

function written(ranges: readonly CodeRange[]): Expression {
  const plain = intersectRanges(ranges, plainRanges);
  const escaped = escapedCharacters.flatMap(([code, spelling]) =>
    ranges.some(([first, last]) => first <= code && code <= last) ? [text(spelling)] : [],
  );
  return choice([...(plain.length > 0 ? [chars(...plain)] : []), ...escaped]);
}
