import type { EvaluationCell } from '#protocol/evaluations/evaluation.ts';

/** How many checks of a column passed, of how many. */
export function columnScore(cells: EvaluationCell[], column: number): { passed: number; checks: number } {
  const results = cells.filter((cell) => cell.column === column).flatMap(({ checks }) => checks);
  return { passed: results.filter(({ hasPassed }) => hasPassed).length, checks: results.length };
}
