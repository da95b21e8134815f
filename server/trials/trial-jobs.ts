import { z } from 'zod';
import type { JobKinds } from '#server/jobs/job-kinds.ts';
import { runComparison } from './comparisons/run-comparison.ts';
import { prepareTrial } from './prepare-trial.ts';
import { compareKind, prepareTrialKind } from './trial-job-kinds.ts';

const comparison = z.object({ comparisonId: z.uuid() });
const preparation = z.object({ componentId: z.uuid() });

/** Job kinds of trials, for the worker. */
export const trialJobs: JobKinds = {
  [prepareTrialKind]: {
    run: (deps, payload, context) => prepareTrial(deps, preparation.parse(payload), context),
    async onEnded(deps, payload, { message }) {
      const { componentId } = preparation.parse(payload);
      const data = { state: 'failed', reason: message };
      await deps.db.trial.updateMany({ where: { componentId, state: 'preparing' }, data });
    },
  },
  [compareKind]: {
    run: (deps, payload, context) => runComparison(deps, comparison.parse(payload), context),
    async onEnded(deps, payload, { message }) {
      const { comparisonId } = comparison.parse(payload);
      const answered = { comparisonId, proof: { not: null } };
      const hasSome = (await deps.db.comparisonRow.count({ where: answered })) > 0;
      await deps.db.comparisonRow.updateMany({
        where: { comparisonId, proof: null, problem: null },
        data: { problem: message },
      });
      await deps.db.comparison.updateMany({
        where: { id: comparisonId, state: 'asking' },
        data: { state: hasSome ? 'judging' : 'failed', reason: message },
      });
    },
  },
};
