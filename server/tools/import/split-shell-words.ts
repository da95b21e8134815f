const escapes: Record<string, string> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '0': '\0',
  a: '\u0007',
  b: '\b',
  f: '\f',
  v: '\v',
};

/** Splits shell text into its commands and their words, as a POSIX shell would: quotes, escapes, `$'…'`, lines that go on, comments. Expands and runs nothing. */
export function splitShellWords(text: string): string[][] {
  const commands: string[][] = [];
  let words: string[] = [];
  let word: string | null = null;
  const endWord = () => {
    if (word !== null) words.push(word);
    word = null;
  };
  const endCommand = () => {
    endWord();
    if (words.length > 0) commands.push(words);
    words = [];
  };
  const plain = text.replaceAll('\r\n', '\n');
  for (let at = 0; at < plain.length; ) {
    const piece = readPiece(plain, at, word === null);
    at = piece.end;
    if (piece.kind === 'text') word = (word ?? '') + piece.text;
    else if (piece.kind === 'space') endWord();
    else if (piece.kind === 'end') endCommand();
  }
  endCommand();
  return commands;
}

interface Piece {
  kind: 'text' | 'space' | 'end' | 'nothing';
  text: string;
  end: number;
}

function readPiece(text: string, at: number, isWordStart: boolean): Piece {
  const char = text[at] ?? '';
  const next = text[at + 1] ?? '';
  if (char === "'") return quoted(text, at + 1);
  if (char === '"') return doubleQuoted(text, at + 1);
  if (char === '$' && next === "'") return escaped(text, at + 2);
  if (char === '\\') return { kind: next === '\n' ? 'nothing' : 'text', text: next, end: at + 2 };
  if (char === '#' && isWordStart) return { kind: 'nothing', text: '', end: lineEnd(text, at) };
  return { kind: kindOf(char, next), text: char, end: at + 1 };
}

/** An address that was pasted without quotes has `&` inside a word; a shell would end the command there, nobody means that. */
function kindOf(char: string, next: string): Piece['kind'] {
  if (char === '&' && /[^\s&]/.test(next)) return 'text';
  if ('\n;|&'.includes(char)) return 'end';
  return /\s/.test(char) ? 'space' : 'text';
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** A quote that nobody closes ends with the text. */
function quoted(text: string, start: number): Piece {
  const close = text.indexOf("'", start);
  const end = close < 0 ? text.length : close;
  return { kind: 'text', text: text.slice(start, end), end: end + 1 };
}

function doubleQuoted(text: string, start: number): Piece {
  const parts: string[] = [];
  let at = start;
  while (at < text.length && text[at] !== '"') {
    const next = text[at + 1] ?? '';
    if (text[at] === '\\' && next === '\n') at += 2;
    else if (text[at] === '\\' && '"\\$`'.includes(next)) {
      parts.push(next);
      at += 2;
    } else {
      parts.push(text[at] ?? '');
      at += 1;
    }
  }
  return { kind: 'text', text: parts.join(''), end: at + 1 };
}

/** `$'…'` as browsers copy it. */
function escaped(text: string, start: number): Piece {
  const parts: string[] = [];
  let at = start;
  while (at < text.length && text[at] !== "'") {
    const code = /^\\(?:u([0-9a-fA-F]{1,4})|x([0-9a-fA-F]{1,2}))/.exec(text.slice(at, at + 6));
    if (code) {
      parts.push(String.fromCharCode(Number.parseInt(code[1] ?? code[2] ?? '0', 16)));
      at += code[0].length;
    } else if (text[at] === '\\') {
      const next = text[at + 1] ?? '';
      parts.push(escapes[next] ?? next);
      at += 2;
    } else {
      parts.push(text[at] ?? '');
      at += 1;
    }
  }
  return { kind: 'text', text: parts.join(''), end: at + 1 };
}
