export interface Block {
  kind: 'heading' | 'paragraph' | 'list' | 'table' | 'code';
  /** UTF-16 offsets of what it covers, white space at its ends left out. */
  start: number;
  end: number;
  /** Headings: 1 to 6. */
  level: number;
}

interface Line {
  start: number;
  end: number;
  text: string;
}

/** Cuts Markdown into headings, paragraphs, lists, tables and fenced code; every character that isn't white space is in exactly one block. */
export function splitBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  const lines = splitLines(text);
  for (let at = 0; at < lines.length; ) {
    const line = lines[at];
    if (!line || line.text.trim() === '') {
      at += 1;
      continue;
    }
    const { kind, level, count } = readBlock(lines, at);
    const last = lines[at + count - 1] ?? line;
    blocks.push({ kind, level, ...trimmed(text, line.start, last.end) });
    at += count;
  }
  return blocks;
}

/** A form feed ends a line too: it begins a page. */
function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const line of text.split(/[\n\f]/)) {
    lines.push({ start, end: start + line.length, text: line });
    start += line.length + 1;
  }
  return lines;
}

function readBlock(lines: readonly Line[], at: number): { kind: Block['kind']; level: number; count: number } {
  const first = lines[at]?.text ?? '';
  const fence = /^ {0,3}(`{3,}|~{3,})/.exec(first)?.[1];
  if (fence) return { kind: 'code', level: 0, count: fencedLines(lines, at, fence) };
  const marks = /^ {0,3}(#{1,6})(?:\s|$)/.exec(first)?.[1];
  if (marks) return { kind: 'heading', level: marks.length, count: 1 };
  const underline = lines[at + 1]?.text ?? '';
  if (/^ {0,3}(?:=+|-{2,})\s*$/.test(underline) && !isTableRow(first) && !isListEntry(first)) {
    return { kind: 'heading', level: underline.trim().startsWith('=') ? 1 : 2, count: 2 };
  }
  if (isTableRow(first)) return { kind: 'table', level: 0, count: runLength(lines, at, isTableRow) };
  const kind = isListEntry(first) ? 'list' : 'paragraph';
  return { kind, level: 0, count: runLength(lines, at, (line) => isInside(line, kind)) };
}

function fencedLines(lines: readonly Line[], at: number, fence: string): number {
  const closing = new RegExp(`^ {0,3}${fence[0] === '~' ? '~' : '`'}{${fence.length},}\\s*$`);
  for (let count = 1; at + count < lines.length; count += 1) {
    if (closing.test(lines[at + count]?.text ?? '')) return count + 1;
  }
  return lines.length - at;
}

function runLength(lines: readonly Line[], at: number, isMore: (line: string) => boolean): number {
  let count = 1;
  while (at + count < lines.length && isMore(lines[at + count]?.text ?? '')) count += 1;
  return count;
}

function isInside(line: string, kind: 'list' | 'paragraph'): boolean {
  if (line.trim() === '' || /^ {0,3}(?:#{1,6}\s|`{3,}|~{3,})/.test(line) || isTableRow(line)) return false;
  return kind === 'list' || !isListEntry(line);
}

function isTableRow(line: string): boolean {
  return /^\s*\|.*\|\s*$/.test(line);
}

function isListEntry(line: string): boolean {
  return /^\s*(?:[-*+•]|\d{1,9}[.)])\s+\S/.test(line);
}

/** The span without white space at its ends. */
export function trimmed(text: string, start: number, end: number): { start: number; end: number } {
  const slice = text.slice(start, end);
  const from = start + slice.length - slice.trimStart().length;
  return { start: from, end: Math.max(from, start + slice.trimEnd().length) };
}
