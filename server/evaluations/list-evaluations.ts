import { evaluationCellsSchema, evaluationSchema } from '#protocol/evaluations/evaluation.ts';
import type { Deps } from '#server/deps-type.ts';
import { columnScore } from './column-score.ts';
import { evaluationJobKind, evaluationSubject } from './evaluation-subject.ts';
import { findOwnQuestionSet } from './find-own-question-set.ts';

const newest = 20;

export interface EvaluationRow {
  jobId: string;
  state: string;
  done: number;
  total: number;
  createdAt: Date;
  /** Passed and counted checks, by column; the first has the number 1. */
  columns: { number: number; label: string; modelId: string; passed: number; checks: number }[];
}

/** The newest runs of a question set, with their scores. */
export async function listEvaluations(
  deps: Deps,
  input: { ownerId: string; questionSetId: string },
): Promise<EvaluationRow[]> {
  const { id } = await findOwnQuestionSet(deps, input);
  const jobs = await deps.db.job.findMany({
    where: { ownerId: input.ownerId, kind: evaluationJobKind, subject: evaluationSubject(id) },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: newest,
    select: { id: true, state: true, done: true, total: true, createdAt: true, payload: true, checkpoint: true },
  });
  return jobs.map(({ id: jobId, payload, checkpoint, ...job }) => {
    const cells = evaluationCellsSchema.parse(checkpoint ?? []);
    const columns = evaluationSchema.parse(payload).columns.map(({ label, modelId }, column) => ({
      ...{ number: column + 1, label, modelId },
      ...columnScore(cells, column),
    }));
    return { jobId, ...job, columns };
  });
}
