import type { ToolFormat } from './tool-format.ts';

/**
 * GBNF rules, with their root, of text in which no call is hidden. With a mark they are an automaton that knows how much of the
 * mark has been written (Knuth, Morris, Pratt) and leads on to the rule `then` when all of it is; without a mark, text that
 * doesn't start like a call, or `then`. null: nothing but text.
 */
export function textRules({ mark, begin, open }: ToolFormat, then: string | null): string {
  if (mark !== '') return ['root ::= text-0', ...markRules(mark, then)].join('\n');
  const first = characterClass([...' \t\r\n', (begin + open).charAt(0)]);
  return `root ::= (${first} .*)?${then === null ? '' : ` | ${then}`}`;
}

function markRules(mark: string, then: string | null): string[] {
  const characters = [...new Set(mark)];
  const others = characterClass(characters);
  return Array.from({ length: mark.length }, (_, written) => {
    const steps = characters.flatMap((character) => {
      const next = matchedLength(mark, mark.slice(0, written) + character);
      if (next < mark.length) return `${characterClass([character], '')} text-${next}`;
      return then === null ? [] : `${characterClass([character], '')} ${then}`;
    });
    return `text-${written} ::= (${[`${others} text-0`, ...steps].join(' | ')})?`;
  });
}

/** How much of the mark the text ends with. */
function matchedLength(mark: string, text: string): number {
  let length = Math.min(mark.length, text.length);
  while (!text.endsWith(mark.slice(0, length))) length -= 1;
  return length;
}

/** Any character but these, or any of these. */
function characterClass(characters: string[], sign: '^' | '' = '^'): string {
  const codes = characters.map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `[${sign}${codes.join('')}]`;
}
