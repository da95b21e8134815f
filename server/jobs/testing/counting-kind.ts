import { once } from 'node:events';
import { z } from 'zod';
import type { JobKind } from '#server/jobs/job-kinds.ts';

const payloadSchema = z.object({ to: z.int(), stopsAt: z.int().optional() });
const checkpointSchema = z.object({ counted: z.array(z.int()) });

/** Counts to `to`, keeping each number in its checkpoint; at `stopsAt` the first attempt goes on only when told to stop. */
export const countingKind: JobKind = {
  async run(_deps, payload, context) {
    const { to, stopsAt } = payloadSchema.parse(payload);
    const { counted } = checkpointSchema.parse(context.checkpoint ?? { counted: [] });
    for (let number = counted.length + 1; number <= to; number += 1) {
      context.signal.throwIfAborted();
      if (number === stopsAt && context.attempt === 1) await once(context.signal, 'abort');
      context.signal.throwIfAborted();
      counted.push(number);
      await context.saveCheckpoint({ counted });
      await context.report({ step: 'counting', done: number, total: to, message: `Counted ${number}` });
    }
  },
};
