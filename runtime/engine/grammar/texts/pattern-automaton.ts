import type { Automaton } from './automaton.ts';
import { buildAutomaton } from './build-automaton.ts';
import { intersectAutomata, invertAutomaton } from './combine-automata.ts';
import { parsePattern } from './parse-pattern.ts';

/** The texts that a regular expression matches, as JSON Schema's `pattern` means it. Throws `UnsupportedPattern`, `TooManyStates`. */
export function patternAutomaton(source: string): Automaton {
  const { looks, body } = parsePattern(source);
  return looks.reduce((automaton, look) => {
    const ahead = buildAutomaton(look.body);
    return intersectAutomata(automaton, look.isWanted ? ahead : invertAutomaton(ahead));
  }, buildAutomaton(body));
}
