import { AppError } from '#protocol/errors.ts';
import {
  type Evaluation,
  type EvaluationCell,
  evaluationCellsSchema,
  evaluationSchema,
} from '#protocol/evaluations/evaluation.ts';
import type { Deps } from '#server/deps-type.ts';
import { evaluationJobKind } from './evaluation-subject.ts';

export interface OwnEvaluation extends Evaluation {
  jobId: string;
  state: string;
  done: number;
  total: number;
  /** Why it failed, in words. */
  problem: string | null;
  createdAt: Date;
  cells: EvaluationCell[];
}

/** A run of the owner's with the results so far. Throws `not_found`, also for somebody else's. */
export async function findOwnEvaluation(deps: Deps, input: { ownerId: string; jobId: string }): Promise<OwnEvaluation> {
  const job = await deps.db.job.findFirst({
    where: { id: input.jobId, ownerId: input.ownerId, kind: evaluationJobKind },
    select: {
      ...{ id: true, state: true, done: true, total: true, errorMessage: true, createdAt: true },
      ...{ payload: true, checkpoint: true },
    },
  });
  if (!job) throw new AppError('not_found', 'No run of yours has this id; its question set may have been deleted.');
  const { id, errorMessage, payload, checkpoint, ...rest } = job;
  return {
    ...rest,
    ...evaluationSchema.parse(payload),
    jobId: id,
    problem: errorMessage,
    cells: evaluationCellsSchema.parse(checkpoint ?? []),
  };
}
