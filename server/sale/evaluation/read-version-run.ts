import { evaluationCellsSchema, evaluationSchema } from '#protocol/evaluations/evaluation.ts';
import { columnScore } from '#server/evaluations/column-score.ts';
import type { OwnVersion } from '#server/sale/find-own-version.ts';
import type { EvaluationResult } from './evaluation-result.ts';
import { measuredColumns } from './measured-columns.ts';

interface RunRow {
  id: string;
  payload: unknown;
  checkpoint: unknown;
  endedAt: Date | null;
  createdAt: Date;
}

/** What a run says of exactly this version; null of one that asked something else. */
export function readVersionRun(job: RunRow, version: OwnVersion): EvaluationResult | null {
  const evaluation = evaluationSchema.safeParse(job.payload).data;
  const measured = evaluation ? measuredColumns(evaluation, version) : [];
  if (!evaluation || measured.length === 0) return null;
  const cells = evaluationCellsSchema.parse(job.checkpoint ?? []);
  return {
    contentRoot: version.contentRoot,
    jobId: job.id,
    columns: measured.flatMap((column) => {
      const about = evaluation.columns[column];
      return about ? [{ label: about.label, modelId: about.modelId, ...columnScore(cells, column) }] : [];
    }),
    questions: evaluation.questions.length,
    measuredAt: (job.endedAt ?? job.createdAt).toISOString(),
  };
}
