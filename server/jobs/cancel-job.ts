import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';
import { jobChannel } from './enqueue-job.ts';

/** Cancels the owner's job: at once while it waits, else its worker is told and stops at its next step. Ended jobs stay as they are. */
export async function cancelJob(deps: Deps, input: { ownerId: string; jobId: string }): Promise<{ state: string }> {
  const mine = { id: input.jobId, ownerId: input.ownerId };
  const now = deps.clock();
  const waiting = await deps.db.job.updateMany({
    where: { ...mine, state: 'queued' },
    data: { state: 'cancelled', endedAt: now },
  });
  if (waiting.count === 0) {
    await deps.db.job.updateMany({ where: { ...mine, state: 'running' }, data: { state: 'cancelling' } });
    await deps.db.$executeRaw`SELECT pg_notify(${jobChannel}, ${input.jobId})`;
  }
  const job = await deps.db.job.findFirst({ where: mine, select: { state: true } });
  if (!job) throw new AppError('not_found', 'No job of yours has this id.');
  return job;
}
