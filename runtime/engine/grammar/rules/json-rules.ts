import {
  type CodeRange,
  chars,
  choice,
  digits,
  type Expression,
  empty,
  optional,
  repeat,
  rule,
  sequence,
  text,
} from './expression.ts';

/** Characters that stand for themselves in JSON and read well: no control characters, no half pairs. */
export const plainRanges: readonly CodeRange[] = [
  [0x20, 0x21],
  [0x23, 0x5b],
  [0x5d, 0x7e],
  [0xa0, 0xd7_ff],
  [0xe0_00, 0xff_fc],
  [0x1_00_00, 0x10_ff_ff],
];

/** Characters that JSON writes with a backslash and a letter: code point and what is written. */
export const escapedCharacters: readonly (readonly [code: number, written: string])[] = [
  [0x08, '\\b'],
  [0x09, '\\t'],
  [0x0a, '\\n'],
  [0x0c, '\\f'],
  [0x0d, '\\r'],
  [0x22, '\\"'],
  [0x5c, '\\\\'],
];

const longestIndent = 16;
/** A double holds every integer of so many digits. */
export const safeDigits = 15;

/** Ranges of hexadecimal digits between two, in both cases of letters. */
const hex = chars([0x30, 0x39], [0x41, 0x46], [0x61, 0x66]);

/** `\uXXXX` of one character; half pairs only as whole pairs, because JSON Schema counts a pair as one. */
function unicodeEscape(): Expression {
  const notD = chars([0x31, 0x39], [0x41, 0x43], [0x45, 0x46], [0x61, 0x63], [0x65, 0x66]);
  const letterD = chars([0x44, 0x44], [0x64, 0x64]);
  const high = sequence(letterD, chars([0x38, 0x39], [0x41, 0x42], [0x61, 0x62]), hex, hex);
  const low = sequence(letterD, chars([0x43, 0x46], [0x63, 0x66]), hex, hex);
  return choice([
    sequence(notD, hex, hex, hex),
    sequence(
      text('0'),
      choice([sequence(digits(1, 9), hex, hex), sequence(chars([0x41, 0x46], [0x61, 0x66]), hex, hex)]),
    ),
    sequence(text('00'), choice([sequence(digits(1, 9), hex), sequence(chars([0x41, 0x46], [0x61, 0x66]), hex)])),
    sequence(letterD, digits(0, 7), hex, hex),
    sequence(high, text('\\u'), low),
  ]);
}

function charRule(): Expression {
  return choice([
    chars(...plainRanges),
    sequence(text('\\'), choice([...[...'"\\/bfnrt'].map(text), sequence(text('u'), unicodeEscape())])),
  ]);
}

/** A list of parts between commas, in brackets. */
function listOf(part: Expression, [open, close]: readonly [string, string]): Expression {
  const ws = rule('ws');
  const more = repeat(sequence(text(','), ws, part, ws), 0);
  return sequence(text(open), ws, optional(sequence(part, ws, more)), text(close));
}

/** The rules of JSON itself, by name; rules of schemas refer to them. White space is bounded, or a model could go on with it for ever. */
export function jsonRules(): Map<string, Expression> {
  const integer = sequence(
    optional(text('-')),
    choice([text('0'), sequence(digits(1, 9), repeat(digits(0, 9), 0, safeDigits - 1))]),
  );
  const fraction = sequence(text('.'), repeat(digits(0, 9), 1, safeDigits));
  const exponent = sequence(
    choice([text('e'), text('E')]),
    optional(choice([text('-'), text('+')])),
    repeat(digits(0, 9), 1, 2),
  );
  const pair = sequence(rule('string'), rule('ws'), text(':'), rule('ws'), rule('value'));
  return new Map<string, Expression>([
    ['ws', choice([empty, text(' '), sequence(text('\n'), repeat(text(' '), 0, longestIndent))])],
    ['char', charRule()],
    ['string', sequence(text('"'), repeat(rule('char'), 0), text('"'))],
    ['integer', integer],
    ['number', sequence(rule('integer'), optional(fraction), optional(exponent))],
    ['object', listOf(pair, ['{', '}'])],
    ['array', listOf(rule('value'), ['[', ']'])],
    ['value', choice([...['object', 'array', 'string', 'number'].map(rule), ...['true', 'false', 'null'].map(text)])],
  ]);
}
