/** A part of an argument: literal text, or the value of a variable. */
export type ArgumentPiece = string | { variable: string };

/** A piece of a prompt template. Places are UTF-16 units of the template. */
export type TemplatePart = { start: number; end: number } & (
  | { kind: 'text'; text: string }
  | { kind: 'variable'; name: string }
  | { kind: 'call'; name: string; arguments: ArgumentPiece[][] }
  | { kind: 'problem'; message: string }
);

type Found = Exclude<TemplatePart, { kind: 'text' }>;

const opening = /\\?\{\{/g;
const word = /[A-Za-z_][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_.-]+)?/y;
const string = /"(?:[^"\\]|\\[\s\S])*"/y;
const special = /\\([\s\S])|\{\{\s*([A-Za-z_][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_.-]+)?)\s*\}\}/g;
const blank = /\s*/y;

/**
 * Reads a prompt template: text with `{{name}}` and calls such as `{{web_search question}}` or `{{get "https://…" "path"}}`.
 * A string takes `\"`, `\\`, `\n` and `{{name}}`; `\{{` stands for two braces. Never throws: what can't be read is a part of
 * kind `problem` that says why. Nothing is evaluated, and nothing that a part stands for is read again.
 */
export function parseTemplate(template: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let at = 0;
  let text = '';
  let textStart = 0;
  const flush = (end: number) => {
    if (text !== '') parts.push({ kind: 'text', text, start: textStart, end });
    text = '';
  };
  for (const match of template.matchAll(opening)) {
    if (match.index < at) continue;
    text += template.slice(at, match.index);
    if (match[0].startsWith('\\')) {
      text += '{{';
      at = match.index + match[0].length;
      continue;
    }
    flush(match.index);
    const part = readPlace(template, match.index);
    parts.push(part);
    at = part.end;
    textStart = at;
  }
  text += template.slice(at);
  flush(template.length);
  return parts;
}

/** Reads from `{{` to its `}}`. */
function readPlace(template: string, start: number): Found {
  const reader = { template, at: start + 2 };
  take(reader, blank);
  const name = take(reader, word);
  if (!name) return problem(template, start, 'A name must follow {{; write \\{{ for two braces that are text.');
  const given: ArgumentPiece[][] = [];
  for (;;) {
    take(reader, blank);
    if (template.startsWith('}}', reader.at)) break;
    const argument = readArgument(reader);
    if (!argument) return problem(template, start, `"{{${name}" is not closed by }}, or an argument lacks its quotes.`);
    given.push(argument);
  }
  const end = reader.at + 2;
  if (given.length === 0) return { kind: 'variable', name, start, end };
  return { kind: 'call', name, arguments: given, start, end };
}

interface Reader {
  template: string;
  at: number;
}

function readArgument(reader: Reader): ArgumentPiece[] | null {
  if (reader.template[reader.at] === '"') return readString(reader);
  const variable = take(reader, word);
  return variable ? [{ variable }] : null;
}

function readString(reader: Reader): ArgumentPiece[] | null {
  const quoted = take(reader, string);
  if (quoted === '') return null;
  const raw = quoted.slice(1, -1);
  const pieces: ArgumentPiece[] = [];
  let at = 0;
  for (const match of raw.matchAll(special)) {
    const [all, letter, variable] = match;
    pieces.push(raw.slice(at, match.index));
    pieces.push(variable === undefined ? escaped(letter) : { variable });
    at = match.index + all.length;
  }
  return joined([...pieces, raw.slice(at)]);
}

function escaped(letter: string | undefined): string {
  return letter === 'n' ? '\n' : (letter ?? '');
}

/** Neighbouring texts as one; an empty one stands only where there is nothing else. */
function joined(pieces: ArgumentPiece[]): ArgumentPiece[] {
  const found: ArgumentPiece[] = [];
  for (const piece of pieces.filter((one) => one !== '')) {
    const last = found.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') found[found.length - 1] = last + piece;
    else found.push(piece);
  }
  return found.length > 0 ? found : [''];
}

function take(reader: Reader, pattern: RegExp): string {
  pattern.lastIndex = reader.at;
  const match = pattern.exec(reader.template)?.[0] ?? '';
  reader.at += match.length;
  return match;
}

/** A problem covers its braces only, so that what follows is read as usual. */
function problem(template: string, start: number, message: string): Found {
  const close = template.indexOf('}}', start);
  const next = template.indexOf('{{', start + 2);
  const isClosed = close >= 0 && (next < 0 || close < next);
  return { kind: 'problem', message, start, end: isClosed ? close + 2 : start + 2 };
}
