import { z } from 'zod';
import type { JobKinds } from '#server/jobs/job-kinds.ts';
import { prepareTrial } from './prepare-trial.ts';
import { prepareTrialKind } from './trial-job-kinds.ts';

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
};
