'use client';
import { useState } from 'react';

/** A value of a list that a person edits. `id` stays with it while it is changed and moved: the key to render it by. */
export interface Row<Value> {
  id: number;
  value: Value;
  /** Its place, from 1. */
  number: number;
  change: (value: Value) => void;
  moveBy: (by: 1 | -1) => void;
  remove: () => void;
}

/** Rows that a person adds, changes, moves and removes, over values that a form keeps. Values replaced from elsewhere keep the ids of their places. */
export function useRows<Value>(values: Value[], onChange: (values: Value[]) => void) {
  const [kept, setKept] = useState(() => values.map((_, index) => index));
  const ids = withLength(kept, values.length);
  if (ids !== kept) setKept(ids);

  function write(nextIds: number[], nextValues: Value[]) {
    setKept(nextIds);
    onChange(nextValues);
  }
  const rowOf = (id: number, value: Value, index: number): Row<Value> => ({
    ...{ id, value, number: index + 1 },
    change: (changed) => onChange(values.with(index, changed)),
    moveBy: (by) => write(moved(ids, index, by), moved(values, index, by)),
    remove: () => write(ids.toSpliced(index, 1), values.toSpliced(index, 1)),
  });
  return {
    rows: values.map((value, index) => rowOf(ids[index] ?? index, value, index)),
    add: (value: Value) => write([...ids, nextId(ids)], [...values, value]),
  };
}

function withLength(ids: number[], length: number): number[] {
  if (ids.length === length) return ids;
  const fitted = ids.slice(0, length);
  while (fitted.length < length) fitted.push(nextId(fitted));
  return fitted;
}

function nextId(ids: number[]): number {
  return Math.max(-1, ...ids) + 1;
}

function moved<Entry>(list: Entry[], index: number, by: 1 | -1): Entry[] {
  const to = Math.min(Math.max(index + by, 0), list.length - 1);
  return list.toSpliced(index, 1).toSpliced(to, 0, ...list.slice(index, index + 1));
}
