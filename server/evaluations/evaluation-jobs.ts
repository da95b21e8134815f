import { evaluationSchema } from '#protocol/evaluations/evaluation.ts';
import type { JobKinds } from '#server/jobs/job-kinds.ts';
import { evaluationJobKind } from './evaluation-subject.ts';
import { runEvaluation } from './run-evaluation.ts';

/** Job kinds of evaluations, for the worker. */
export const evaluationJobs: JobKinds = {
  [evaluationJobKind]: {
    run: (deps, payload, context) => runEvaluation(deps, evaluationSchema.parse(payload), context),
  },
};
