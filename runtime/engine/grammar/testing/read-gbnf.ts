import {
  type CodeRange,
  chars,
  choice,
  type Expression,
  repeat,
  rule,
  sequence,
  text,
} from '#runtime/engine/grammar/rules/expression.ts';
import { invertRanges } from '#runtime/engine/grammar/texts/automaton.ts';

interface Reader {
  source: string;
  at: number;
}

/** Reads the part of GBNF that is written here back into rules, so that tests judge the text that llama.cpp gets. */
export function readGbnf(grammar: string): Map<string, Expression> {
  return new Map(
    grammar
      .trimEnd()
      .split('\n')
      .map((line) => {
        const [name = '', body = ''] = line.split(/ ::= (.*)/s);
        const reader = { source: body, at: 0 };
        const expression = readChoice(reader);
        if (reader.at < body.length) throw new Error(`Unread: ${body.slice(reader.at)}`);
        return [name, expression];
      }),
  );
}

function readChoice(reader: Reader): Expression {
  const options = [readSequence(reader)];
  while (take(reader, '|')) options.push(readSequence(reader));
  return choice(options);
}

function readSequence(reader: Reader): Expression {
  const parts: Expression[] = [];
  for (skip(reader); reader.at < reader.source.length && !/[|)]/.test(here(reader)); skip(reader)) {
    parts.push(readCount(reader, readAtom(reader)));
  }
  return sequence(...parts);
}

function readAtom(reader: Reader): Expression {
  const [name] = /^[a-zA-Z0-9-]+/.exec(reader.source.slice(reader.at)) ?? [];
  if (name) {
    reader.at += name.length;
    return rule(name);
  }
  if (take(reader, '(')) {
    const inner = readChoice(reader);
    if (!take(reader, ')')) throw new Error(`Open bracket: ${reader.source}`);
    return inner;
  }
  if (take(reader, '.')) return chars(...invertRanges([]));
  return take(reader, '"') ? readText(reader) : readClass(reader);
}

function readText(reader: Reader): Expression {
  let value = '';
  while (here(reader) !== '"') value += String.fromCodePoint(readCode(reader));
  reader.at += 1;
  return text(value);
}

function readClass(reader: Reader): Expression {
  if (here(reader) !== '[') throw new Error(`What is ${reader.source.slice(reader.at)}?`);
  reader.at += 1;
  const isInverted = here(reader) === '^';
  if (isInverted) reader.at += 1;
  const ranges: CodeRange[] = [];
  while (here(reader) !== ']') {
    const first = readCode(reader);
    if (here(reader) !== '-') {
      ranges.push([first, first]);
      continue;
    }
    reader.at += 1;
    ranges.push([first, readCode(reader)]);
  }
  reader.at += 1;
  return chars(...(isInverted ? invertRanges(ranges) : ranges));
}

/** One character, perhaps escaped. */
function readCode(reader: Reader): number {
  const rest = reader.source.slice(reader.at);
  const [whole, short, long, wide, mark] =
    /^\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([nrt"\\]))/.exec(rest) ?? [];
  if (!whole) {
    const code = rest.codePointAt(0) ?? 0;
    reader.at += code > 0xff_ff ? 2 : 1;
    return code;
  }
  reader.at += whole.length;
  if (mark) return ({ n: 10, r: 13, t: 9 } as Record<string, number>)[mark] ?? mark.charCodeAt(0);
  return Number.parseInt(short ?? long ?? wide ?? '', 16);
}

function readCount(reader: Reader, part: Expression): Expression {
  const [whole, min, comma, max] = /^(?:[?*]|\{(\d+)(,?)(\d*)\})/.exec(reader.source.slice(reader.at)) ?? [];
  if (!whole) return part;
  reader.at += whole.length;
  if (whole === '?') return repeat(part, 0, 1);
  if (whole === '*') return repeat(part, 0);
  return repeat(part, Number(min), comma ? Number(max) : Number(min));
}

function here({ source, at }: Reader): string {
  return source[at] ?? '';
}

function skip(reader: Reader): void {
  while (here(reader) === ' ') reader.at += 1;
}

function take(reader: Reader, letter: string): boolean {
  skip(reader);
  if (here(reader) !== letter) return false;
  reader.at += 1;
  return true;
}
