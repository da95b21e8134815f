import { z } from 'zod';
import type { JobKinds } from '#server/jobs/job-kinds.ts';
import { readinessJobKind } from './readiness/queue-readiness.ts';
import { readinessChoices } from './readiness/readiness-schema.ts';
import { scoreReadiness } from './readiness/score-readiness.ts';

const readinessPayload = z.object({
  ownerId: z.uuid(),
  toolIds: z.array(z.uuid()),
  modelId: z.string(),
  choice: z.enum(readinessChoices).default('auto'),
});

/** Job kinds of tools, for the worker. */
export const toolJobs: JobKinds = {
  [readinessJobKind]: {
    run: (deps, payload, context) => scoreReadiness(deps, readinessPayload.parse(payload), context),
  },
};
