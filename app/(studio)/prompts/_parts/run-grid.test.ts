import { describe, expect, it } from 'vitest';
import { runGrid } from './run-grid.ts';

const settings = { role: 'system' as const, text: '', fewShot: [], temperature: 0, topP: 1, maxCompletionTokens: 8 };
const columns = ['A', 'B'].map((label) => ({ ...settings, label, modelId: 'tiny' }));
const cost = { problem: null, ms: 5, promptTokens: 1, completionTokens: 1 };
const passed = { kind: 'contains', hasPassed: true, detail: 'found' };

function grid(cells: Parameters<typeof runGrid>[0]['cells']) {
  const questions = [
    { question: 'Same?', checks: [] },
    { question: 'Same?', checks: [] },
  ];
  return runGrid({ columns, questions, cells });
}

describe('a run as a table', () => {
  it('puts each answer below its column and beside its question, also where two questions are the same', () => {
    const { rows } = grid([{ question: 1, column: 0, answer: 'yes', checks: [passed, passed], ...cost }]);
    expect(rows.map(({ cells }) => cells.map(({ cell }) => cell?.answer ?? null))).toEqual([
      [null, null],
      ['yes', null],
    ]);
    expect(rows[1]?.cells[0]?.cell?.checks.map(({ number }) => number)).toEqual([1, 2]);
  });

  it('gives a column all its answers, for its score', () => {
    const { columns: headed } = grid([
      { question: 0, column: 1, answer: 'a', checks: [], ...cost },
      { question: 1, column: 1, answer: 'b', checks: [], ...cost },
    ]);
    expect(headed.map(({ number, cells }) => [number, cells.map(({ answer }) => answer)])).toEqual([
      [1, []],
      [2, ['a', 'b']],
    ]);
  });
});
