import { z } from 'zod';
import type { JobKinds } from '#server/jobs/job-kinds.ts';
import { pinBundle } from './pin-bundle.ts';
import { pinJobKind } from './pin-job-kind.ts';

const payloadSchema = z.object({ versionId: z.uuid() });

/** Jobs of IPFS. */
export const pinJobs: JobKinds = {
  [pinJobKind]: {
    async run(deps, payload) {
      await pinBundle(deps, payloadSchema.parse(payload));
    },
  },
};
