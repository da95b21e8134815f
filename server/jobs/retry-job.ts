import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';
import { jobChannel } from './enqueue-job.ts';

/** Queues the owner's failed or cancelled job again, from its last checkpoint, with all its tries. */
export async function retryJob(deps: Deps, input: { ownerId: string; jobId: string }): Promise<void> {
  const again = await deps.db.job.updateMany({
    where: { id: input.jobId, ownerId: input.ownerId, state: { in: ['failed', 'cancelled'] } },
    data: { state: 'queued', attempt: 0, runAt: deps.clock(), errorCode: null, errorMessage: null, endedAt: null },
  });
  if (again.count === 0) throw new AppError('conflict', 'Only a failed or cancelled job of yours can be tried again.');
  await deps.db.$executeRaw`SELECT pg_notify(${jobChannel}, ${input.jobId})`;
}
