import { z } from 'zod';
import { findModel } from '#protocol/models/catalogue.ts';

/** What a run measured of one content, as it is kept beside the other checks of a version. */
export const evaluationResultSchema = z.object({
  contentRoot: z.string(),
  jobId: z.string(),
  /** Passed and counted checks of each way in which it was asked. */
  columns: z.array(z.object({ label: z.string(), modelId: z.string(), passed: z.int(), checks: z.int() })).min(1),
  questions: z.int(),
  measuredAt: z.iso.datetime(),
});
export type EvaluationResult = z.infer<typeof evaluationResultSchema>;

/** The result in numbers that lists show: of the way that did best. */
export interface EvaluationScore {
  passed: number;
  checks: number;
  questions: number;
  modelId: string;
  /** The model's name, as people know it. */
  model: string;
  measuredAt: Date;
  contentRoot: string;
}

/** The best of a result's columns, by the share of checks passed. */
export function scoreOf({ columns, questions, measuredAt, contentRoot }: EvaluationResult): EvaluationScore {
  const [best] = columns.toSorted((a, b) => b.passed / b.checks - a.passed / a.checks);
  const { passed = 0, checks = 0, modelId = '' } = best ?? {};
  // A model of one's own has an id that tells nothing.
  const model = findModel(modelId)?.name ?? 'a model outside the catalogue';
  return { passed, checks, questions, modelId, model, measuredAt: new Date(measuredAt), contentRoot };
}
