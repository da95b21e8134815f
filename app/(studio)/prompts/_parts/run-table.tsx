'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { useModelName } from '#app/_prompts/use-model-name.ts';
import { Badge } from '#app/_ui/badge.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import { ScrollRegion } from '#app/_ui/scroll-region.tsx';
import type { TrialColumn } from '#protocol/evaluations/evaluation.ts';
import type { RouterOutputs } from '#server/api/router.ts';
import { type GridCell, runGrid } from './run-grid.ts';

type Run = RouterOutputs['evaluation']['run'];

/** Answers and scores: a row for each question, a column for each thing compared. */
export function RunTable({ run }: { run: Run }) {
  const t = useTranslations('prompts.run');
  const { columns, rows } = runGrid(run);
  return (
    <ScrollRegion label={t('results')} className="relative rounded-lg border border-line bg-surface">
      <table className="w-full min-w-2xl table-fixed border-collapse text-sm">
        <thead>
          <tr className="border-line border-b text-left align-top">
            <th scope="col" className="w-1/5 p-3">
              {t('question')}
            </th>
            {columns.map((one) => (
              <th key={one.number} scope="col" className="p-3">
                <ColumnHeading {...one} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ number: row, question, cells }) => (
            <tr key={row} className="border-line border-b align-top last:border-b-0">
              <th scope="row" className="break-words p-3 text-left font-medium">
                {question}
              </th>
              {cells.map(({ number, cell }) => (
                <td key={number} className="p-3">
                  <Cell cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function ColumnHeading({ column, number, cells }: { column: TrialColumn; number: number; cells: GridCell[] }) {
  const t = useTranslations('prompts.run');
  const format = useFormatter();
  const nameOf = useModelName();
  const checks = cells.flatMap((cell) => cell.checks);
  const passed = checks.filter(({ hasPassed }) => hasPassed).length;
  const mean = cells.length > 0 ? cells.reduce((sum, { ms }) => sum + ms, 0) / cells.length : 0;
  return (
    <div className="space-y-1">
      <p className="break-words font-semibold">{column.label || t('column', { number })}</p>
      <p className="break-words font-normal text-muted text-xs">
        {nameOf(column.modelId)} · {t('temperature', { value: column.temperature })}
      </p>
      <Badge tone={checks.length > 0 && passed === checks.length ? 'good' : 'neutral'}>
        {t('score', { passed, checks: checks.length })}
      </Badge>
      <p className="font-normal text-muted text-xs">{t('mean', { ms: format.number(Math.round(mean)) })}</p>
      <details className="font-normal text-xs">
        <summary className="cursor-pointer text-muted">{t('prompt')}</summary>
        <p className="whitespace-pre-wrap break-words">{column.text}</p>
      </details>
    </div>
  );
}

function Cell({ cell }: { cell: GridCell | null }) {
  const t = useTranslations('prompts.run');
  if (!cell) return <p className="text-muted">{t('waiting')}</p>;
  return (
    <div className="space-y-2">
      {cell.problem ? (
        <Notice tone="warn">{cell.problem}</Notice>
      ) : (
        <p className="whitespace-pre-wrap break-words">{cell.answer}</p>
      )}
      <ul className="space-y-1">
        {cell.checks.map((check) => (
          <li key={check.number}>
            <details>
              <summary className="cursor-pointer">
                <Badge tone={check.hasPassed ? 'good' : 'bad'}>
                  {check.hasPassed ? '✓' : '✗'} {t(`check.${check.kind}`)}
                </Badge>
                <span className="sr-only">{t(check.hasPassed ? 'passed' : 'notPassed')}</span>
              </summary>
              <p className="mt-1 whitespace-pre-wrap break-words text-muted text-xs">{check.detail}</p>
            </details>
          </li>
        ))}
      </ul>
      <p className="text-muted text-xs">{t('cost', { ms: Math.round(cell.ms), tokens: cell.completionTokens })}</p>
    </div>
  );
}
