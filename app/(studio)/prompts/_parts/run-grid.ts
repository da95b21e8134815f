import type { Evaluation, EvaluationCell, TrialColumn } from '#protocol/evaluations/evaluation.ts';

interface GridCheck {
  number: number;
  kind: string;
  hasPassed: boolean;
  detail: string;
}

export interface GridCell extends Omit<EvaluationCell, 'checks' | 'question' | 'column'> {
  checks: GridCheck[];
}

export interface RunGrid {
  columns: { number: number; column: TrialColumn; cells: GridCell[] }[];
  rows: { number: number; question: string; cells: { number: number; cell: GridCell | null }[] }[];
}

/** A run as a table: a row for each question, a column for each thing compared, numbered from 1; null where nothing was answered yet. */
export function runGrid({
  columns,
  questions,
  cells,
}: Pick<Evaluation, 'columns' | 'questions'> & { cells: EvaluationCell[] }): RunGrid {
  const at = (question: number, column: number) => {
    const cell = cells.find((one) => one.question === question && one.column === column);
    return cell ? gridCell(cell) : null;
  };
  return {
    columns: columns.map((column, index) => ({
      ...{ number: index + 1, column },
      cells: cells.filter((cell) => cell.column === index).map(gridCell),
    })),
    rows: questions.map(({ question }, row) => ({
      ...{ number: row + 1, question },
      cells: columns.map((_, index) => ({ number: index + 1, cell: at(row, index) })),
    })),
  };
}

function gridCell({ question: _, column: __, checks, ...cell }: EvaluationCell): GridCell {
  return { ...cell, checks: checks.map((check, index) => ({ number: index + 1, ...check })) };
}
