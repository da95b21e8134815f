import { type Automaton, TooManyStates } from '#runtime/engine/grammar/texts/automaton.ts';
import { formatPatterns } from '#runtime/engine/grammar/texts/format-patterns.ts';
import { patternAutomaton } from '#runtime/engine/grammar/texts/pattern-automaton.ts';
import { UnsupportedPattern } from '#runtime/engine/grammar/texts/read-escape.ts';
import { leaveOut, type Reader, readCount } from './reader.ts';
import { below, malformed } from './reading.ts';
import { anyText, type Spec } from './spec.ts';

const longFormat = 100;

/** Reads `minLength`, `maxLength`, `pattern` and `format`. */
export function readTextKeywords(at: Reader): Pick<Spec, 'text'> {
  const min = readCount(at, 'minLength');
  const max = readCount(at, 'maxLength');
  const automata = [...readPattern(at), ...readFormat(at)];
  if (min === undefined && max === undefined && automata.length === 0) return {};
  const most = typeof at.schema.format === 'string' && automata.length > 0 ? clampFormat(min, max) : max;
  return { text: { min: min ?? 0, max: most ?? anyText.max, automata, pointer: at.pointer } };
}

/** Counting up to a long bound makes many rules; addresses of usual length need less. */
function clampFormat(min: number | undefined, max: number | undefined): number | undefined {
  return max === undefined ? undefined : Math.min(max, Math.max(longFormat, min ?? 0));
}

function readPattern(at: Reader): Automaton[] {
  const { pattern } = at.schema;
  if (pattern === undefined) return [];
  const place = below(at.pointer, 'pattern');
  if (typeof pattern !== 'string' || !isPattern(pattern)) {
    throw malformed(at.reading, place, '"pattern" must be a regular expression');
  }
  try {
    return [patternAutomaton(pattern)];
  } catch (cause) {
    if (cause instanceof UnsupportedPattern) leaveOut(at, 'pattern', `uses ${cause.message}, which can't be enforced`);
    else if (cause instanceof TooManyStates) leaveOut(at, 'pattern', 'is too large to be enforced');
    else throw cause;
    return [];
  }
}

function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

function readFormat(at: Reader): Automaton[] {
  const { format } = at.schema;
  if (format === undefined) return [];
  if (typeof format !== 'string') throw malformed(at.reading, below(at.pointer, 'format'), '"format" must be a text');
  const pattern = formatPatterns[format];
  if (pattern) return [patternAutomaton(pattern)];
  leaveOut(at, 'format', `"${format}" can't be enforced (${Object.keys(formatPatterns).join(', ')} can)`);
  return [];
}
