import { invertRanges } from './automaton.ts';

/** A pattern, by code points, and how far it has been read. */
export interface Scanner {
  letters: string[];
  at: number;
}

/** A pattern outside the safe subset; the message says what it holds. */
export class UnsupportedPattern extends Error {}

type Ranges = [number, number][];

const digitRanges: Ranges = [[0x30, 0x39]];
const wordRanges: Ranges = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
const spaceRanges: Ranges = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x16_80, 0x16_80],
  [0x20_00, 0x20_0a],
  [0x20_28, 0x20_29],
  [0x20_2f, 0x20_2f],
  [0x20_5f, 0x20_5f],
  [0x30_00, 0x30_00],
  [0xfe_ff, 0xfe_ff],
];

const classes: Record<string, Ranges> = {
  d: digitRanges,
  D: invert(digitRanges),
  w: wordRanges,
  W: invert(wordRanges),
  s: spaceRanges,
  S: invert(spaceRanges),
};

const controls: Record<string, number> = { t: 0x09, n: 0x0a, v: 0x0b, f: 0x0c, r: 0x0d };

/** What `.` matches: all but ends of lines. */
export const dotRanges: Ranges = invert([
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x20_28, 0x20_29],
]);

function invert(ranges: Ranges): Ranges {
  return invertRanges(ranges).map(([first, last]) => [first, last]);
}

/** Reads what follows a backslash. Throws `UnsupportedPattern`. */
export function readEscape(scanner: Scanner, place: 'pattern' | 'class' = 'pattern'): Ranges {
  const letter = scanner.letters[scanner.at] ?? '';
  scanner.at += 1;
  const known = classes[letter];
  if (known) return known;
  const code = controls[letter] ?? numberedCode(scanner, letter) ?? markCode(letter, place);
  if (code === undefined) throw new UnsupportedPattern(`\\${letter} (character ${scanner.at})`);
  return [[code, code]];
}

function markCode(letter: string, place: 'pattern' | 'class'): number | undefined {
  if ('^$\\.*+?()[]{}|/'.includes(letter) && letter !== '') return letter.codePointAt(0);
  if (letter === '-' && place === 'class') return 0x2d;
  return letter === 'b' && place === 'class' ? 0x08 : undefined;
}

/** `\xHH`, `\uHHHH`, `\u{H…}`; half pairs are left to the caller as unknown. */
function numberedCode(scanner: Scanner, letter: string): number | undefined {
  if (letter !== 'x' && letter !== 'u') return undefined;
  const rest = scanner.letters.slice(scanner.at, scanner.at + 10).join('');
  const found =
    letter === 'x' ? /^([0-9A-Fa-f]{2})/.exec(rest) : /^(?:([0-9A-Fa-f]{4})|\{([0-9A-Fa-f]{1,6})\})/.exec(rest);
  const hex = found?.[1] ?? found?.[2];
  if (!found || !hex) return undefined;
  const code = Number.parseInt(hex, 16);
  if (code > 0x10_ff_ff || (code >= 0xd8_00 && code <= 0xdf_ff)) return undefined;
  scanner.at += found[0].length;
  return code;
}
