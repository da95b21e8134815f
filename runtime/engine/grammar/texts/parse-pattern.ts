import { chars, choice, type Expression, empty, repeat, sequence } from '#runtime/engine/grammar/rules/expression.ts';
import { invertRanges, joinRanges, lastCode } from './automaton.ts';
import { dotRanges, readEscape, type Scanner, UnsupportedPattern } from './read-escape.ts';

/** A look ahead from the start: the text has to begin so, or must not. */
interface Look {
  isWanted: boolean;
  body: Expression;
}

export interface ParsedPattern {
  looks: Look[];
  body: Expression;
}

const anything = repeat(chars([0, lastCode]), 0);

/**
 * Reads a regular expression as JSON Schema means it: unanchored, with flag `u`. The subset has characters, classes, groups,
 * alternatives, counts, anchors at the ends, and looks ahead at the start. Throws `UnsupportedPattern`.
 */
export function parsePattern(source: string): ParsedPattern {
  const scanner: Scanner = { letters: [...source], at: 0 };
  const branches = [readBranch(scanner)];
  while (take(scanner, '|')) branches.push(readBranch(scanner));
  if (scanner.at < scanner.letters.length) throw unsupported(scanner, 'a bracket that closes nothing');
  const looks = branches.flatMap((branch) => branch.looks);
  if (looks.length > 0 && branches.length > 1) throw new UnsupportedPattern('a look ahead beside alternatives');
  return { looks, body: choice(branches.map(({ body }) => body)) };
}

/** One alternative of the whole pattern: `^` and `$` may stand at its ends, looks ahead after `^`. */
function readBranch(scanner: Scanner): ParsedPattern {
  const isAnchored = take(scanner, '^');
  const looks: Look[] = [];
  while (isAnchored && startsLook(scanner)) looks.push(readLook(scanner));
  const body = readSequence(scanner);
  const isClosed = take(scanner, '$');
  return { looks, body: sequence(...(isAnchored ? [] : [anything]), body, ...(isClosed ? [] : [anything])) };
}

function startsLook({ letters, at }: Scanner): boolean {
  return letters[at] === '(' && letters[at + 1] === '?' && (letters[at + 2] === '!' || letters[at + 2] === '=');
}

function readLook(scanner: Scanner): Look {
  const isWanted = scanner.letters[scanner.at + 2] === '=';
  scanner.at += 3;
  const branches: Expression[] = [];
  do {
    const body = readSequence(scanner);
    branches.push(take(scanner, '$') ? body : sequence(body, anything));
  } while (take(scanner, '|'));
  expect(scanner, ')');
  return { isWanted, body: choice(branches) };
}

function readSequence(scanner: Scanner): Expression {
  const parts: Expression[] = [];
  for (let letter = scanner.letters[scanner.at]; isPart(letter); letter = scanner.letters[scanner.at]) {
    parts.push(readCount(scanner, readAtom(scanner)));
  }
  return parts.length === 0 ? empty : sequence(...parts);
}

function isPart(letter: string | undefined): boolean {
  return letter !== undefined && letter !== '|' && letter !== ')' && letter !== '$';
}

function readAtom(scanner: Scanner): Expression {
  const letter = scanner.letters[scanner.at] ?? '';
  if (letter === '(') return readGroup(scanner);
  if (letter === '[') return readClass(scanner);
  if ('^*+?{}]'.includes(letter)) throw unsupported(scanner, `"${letter}" at this place`);
  scanner.at += 1;
  if (letter === '.') return chars(...dotRanges);
  if (letter === '\\') return chars(...readEscape(scanner));
  const code = letter.codePointAt(0) ?? 0;
  return chars([code, code]);
}

function readGroup(scanner: Scanner): Expression {
  scanner.at += 1;
  if (take(scanner, '?')) readGroupKind(scanner);
  const branches = [readSequence(scanner)];
  while (take(scanner, '|')) branches.push(readSequence(scanner));
  expect(scanner, ')');
  return choice(branches);
}

function readGroupKind(scanner: Scanner): void {
  if (take(scanner, ':')) return;
  const isNamed = take(scanner, '<') && /[A-Za-z_]/.test(scanner.letters[scanner.at] ?? '');
  if (!isNamed) throw unsupported(scanner, 'a look ahead or behind inside it');
  while (scanner.at < scanner.letters.length && !take(scanner, '>')) scanner.at += 1;
}

function readClass(scanner: Scanner): Expression {
  scanner.at += 1;
  const isInverted = take(scanner, '^');
  const ranges: [number, number][] = [];
  while (!take(scanner, ']')) {
    const first = readClassMember(scanner);
    const isRange = scanner.letters[scanner.at] === '-' && scanner.letters[scanner.at + 1] !== ']';
    if (!isRange) {
      ranges.push(...first);
      continue;
    }
    scanner.at += 1;
    ranges.push([single(scanner, first), single(scanner, readClassMember(scanner))]);
  }
  if (ranges.some(([first, last]) => first > last)) throw unsupported(scanner, 'a range that runs backwards');
  return chars(...(isInverted ? invertRanges(ranges) : joinRanges(ranges)));
}

function readClassMember(scanner: Scanner): [number, number][] {
  const letter = scanner.letters[scanner.at];
  if (letter === undefined) throw unsupported(scanner, 'a class that does not end');
  scanner.at += 1;
  if (letter === '\\') return readEscape(scanner, 'class');
  const code = letter.codePointAt(0) ?? 0;
  return [[code, code]];
}

function single(scanner: Scanner, ranges: [number, number][]): number {
  const [only] = ranges;
  if (!only || ranges.length > 1 || only[0] !== only[1]) throw unsupported(scanner, 'a range between classes');
  return only[0];
}

function readCount(scanner: Scanner, part: Expression): Expression {
  const counted = readBounds(scanner);
  if (!counted) return part;
  const [min, max] = counted;
  if (min > max) throw unsupported(scanner, 'a count that runs backwards');
  // Lazy or greedy: the same texts match.
  take(scanner, '?');
  if ('*+?{'.includes(scanner.letters[scanner.at] ?? ' ')) throw unsupported(scanner, 'a count of a count');
  return repeat(part, min, max);
}

function readBounds(scanner: Scanner): [min: number, max: number] | undefined {
  if (take(scanner, '*')) return [0, Number.POSITIVE_INFINITY];
  if (take(scanner, '+')) return [1, Number.POSITIVE_INFINITY];
  if (take(scanner, '?')) return [0, 1];
  if (scanner.letters[scanner.at] !== '{') return undefined;
  const [whole, min, comma, max] = /^\{(\d+)(,?)(\d*)\}/.exec(scanner.letters.slice(scanner.at).join('')) ?? [];
  if (!whole) throw unsupported(scanner, 'a count that cannot be read');
  scanner.at += whole.length;
  if (!comma) return [Number(min), Number(min)];
  return [Number(min), max ? Number(max) : Number.POSITIVE_INFINITY];
}

function take(scanner: Scanner, letter: string): boolean {
  if (scanner.letters[scanner.at] !== letter) return false;
  scanner.at += 1;
  return true;
}

function expect(scanner: Scanner, letter: string): void {
  if (!take(scanner, letter)) throw unsupported(scanner, `something else where "${letter}" belongs`);
}

function unsupported({ at }: Scanner, what: string): UnsupportedPattern {
  return new UnsupportedPattern(`${what} (character ${at + 1})`);
}
