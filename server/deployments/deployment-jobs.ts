import { z } from 'zod';
import type { JobKinds } from '#server/jobs/job-kinds.ts';
import { failDeployment } from './fail-deployment.ts';
import { runDeployment } from './run-deployment.ts';

const payloadSchema = z.object({ deploymentId: z.uuid() });

/** Job kinds of deployments, for the worker. */
export const deploymentJobs: JobKinds = {
  'deployment.deploy': {
    run: (deps, payload, context) => runDeployment(deps, payloadSchema.parse(payload), context),
    onEnded: (deps, payload, { message }) => failDeployment(deps, { ...payloadSchema.parse(payload), message }),
  },
};
