import { z } from 'zod';
import type { JobKinds } from '#server/jobs/job-kinds.ts';
import { lockLicence } from '#server/licences/lock-licence.ts';
import { lockJobKind } from '#server/licences/queue-lock.ts';
import { deliverKey } from './deliver-key.ts';
import { payOut } from './pay-out.ts';
import { deliverJobKind, payOutJobKind } from './queue-sale-jobs.ts';

const purchaseSchema = z.object({ purchaseId: z.string() });
const releaseSchema = z.object({ releaseId: z.uuid() });

/** Job kinds of sales and licences, for the worker. */
export const saleJobs: JobKinds = {
  [deliverJobKind]: { run: (deps, payload, context) => deliverKey(deps, purchaseSchema.parse(payload), context) },
  [payOutJobKind]: { run: (deps, payload) => payOut(deps, purchaseSchema.parse(payload)) },
  [lockJobKind]: { run: (deps, payload, context) => lockLicence(deps, releaseSchema.parse(payload), context) },
};
