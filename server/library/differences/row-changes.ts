import type { RowTexts } from '#server/datasets/read-dataset-bundle.ts';
import type { Change } from './change.ts';
import type { DiffLine } from './diff-lines.ts';

const shownRows = 20;

/** The first rows that came or went between two versions of a dataset, and how many. Rows that come twice count once. */
export function rowChanges({ before, after }: { before: RowTexts; after: RowTexts }): Change[] {
  const removed = [...before].filter(([hash]) => !after.has(hash)).map(([, text]) => text);
  const added = [...after].filter(([hash]) => !before.has(hash)).map(([, text]) => text);
  if (removed.length + added.length === 0) return [];
  const lines = [...shown('removed', removed), ...shown('added', added)].map((line, at) => ({
    ...line,
    number: at + 1,
  }));
  const subject = `(+${added.length} −${removed.length})`;
  return [{ field: 'changed-rows', subject, of: '', before: null, after: null, lines, asksMore: false }];
}

function shown(kind: 'added' | 'removed', rows: string[]): Omit<DiffLine, 'number'>[] {
  const lines: Omit<DiffLine, 'number'>[] = rows.slice(0, shownRows).map((text) => ({ kind, text }));
  return rows.length > shownRows ? [...lines, { kind: 'gap', text: '' }] : lines;
}
