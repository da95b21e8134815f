import type { RowTexts } from '#server/datasets/read-dataset-bundle.ts';
import { type Change, valueChange } from './change.ts';
import type { DiffLine } from './diff-lines.ts';

const shownRows = 20;

/** What changed between two versions of a dataset: how many rows it has, and the first of those that came or went. */
export function datasetChanges({ before, after }: { before: RowTexts; after: RowTexts }): Change[] {
  const removed = [...before].filter(([hash]) => !after.has(hash)).map(([, text]) => text);
  const added = [...after].filter(([hash]) => !before.has(hash)).map(([, text]) => text);
  const counted = valueChange({ field: 'rows', before: String(before.size), after: String(after.size) });
  if (removed.length + added.length === 0) return counted;
  const lines = [...shown('removed', removed), ...shown('added', added)].map((line, at) => ({
    ...line,
    number: at + 1,
  }));
  const subject = `(+${added.length} −${removed.length})`;
  return [...counted, { field: 'changed-rows', subject, of: '', before: null, after: null, lines, asksMore: false }];
}

function shown(kind: 'added' | 'removed', rows: string[]): Omit<DiffLine, 'number'>[] {
  const lines: Omit<DiffLine, 'number'>[] = rows.slice(0, shownRows).map((text) => ({ kind, text }));
  return rows.length > shownRows ? [...lines, { kind: 'gap', text: '' }] : lines;
}
