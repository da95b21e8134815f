export interface DiffLine {
  kind: 'same' | 'added' | 'removed' | 'gap';
  /** Empty for a gap: lines that are the same were left out. */
  text: string;
  /** Its place among the lines shown. */
  number: number;
}

type Line = Omit<DiffLine, 'number'>;

/** Unchanged lines shown around a change. */
const around = 2;
/** Table of the comparison; texts that need a larger one are told as a whole. */
const mostCells = 1_000_000;

/** What changed between two texts, line by line, with a little of what stayed around it. Empty for equal texts. */
export function diffLines(before: string, after: string): DiffLine[] {
  if (before === after) return [];
  const [a, b] = [linesOf(before), linesOf(after)];
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const same = (text: string): Line => ({ kind: 'same', text });
  return shortened([
    ...a.slice(0, start).map(same),
    ...diffMiddle(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...a.slice(a.length - end).map(same),
  ]);
}

/** Nothing has no line, not an empty one. */
function linesOf(text: string): string[] {
  return text === '' ? [] : text.split('\n');
}

/** By the longest common subsequence of lines. */
function diffMiddle(a: string[], b: string[]): Line[] {
  const width = b.length + 1;
  const removed = (text = ''): Line => ({ kind: 'removed', text });
  const added = (text = ''): Line => ({ kind: 'added', text });
  if ((a.length + 1) * width > mostCells) return [...a.map((text) => removed(text)), ...b.map((text) => added(text))];
  const lengths = sharedLengths(a, b);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      lines.push({ kind: 'same', text: a[i] ?? '' });
      i += 1;
      j += 1;
    } else if (at(i + 1, j) >= at(i, j + 1)) {
      lines.push(removed(a[i]));
      i += 1;
    } else {
      lines.push(added(b[j]));
      j += 1;
    }
  }
  return [...lines, ...a.slice(i).map((text) => removed(text)), ...b.slice(j).map((text) => added(text))];
}

/** Of every pair of ends, how many lines they have in common at most. */
function sharedLengths(a: string[], b: string[]): Uint32Array {
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const cell = i * width + j;
      const longer = Math.max(lengths[cell + width] ?? 0, lengths[cell + 1] ?? 0);
      lengths[cell] = a[i] === b[j] ? (lengths[cell + width + 1] ?? 0) + 1 : longer;
    }
  }
  return lengths;
}

function shortened(lines: Line[]): DiffLine[] {
  const isShown = lines.map((_line, at) =>
    lines.slice(Math.max(0, at - around), at + around + 1).some(({ kind }) => kind !== 'same'),
  );
  const shown: Line[] = [];
  for (const [at, line] of lines.entries()) {
    if (isShown[at]) shown.push(line);
    else if (shown.at(-1)?.kind !== 'gap') shown.push({ kind: 'gap', text: '' });
  }
  return shown.map((line, at) => ({ ...line, number: at + 1 }));
}
