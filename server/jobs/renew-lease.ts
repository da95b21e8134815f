import type { Deps } from '#server/deps-type.ts';
import { leaseMs } from './claim-job.ts';

/** Keeps a running job; says whether it is still this worker's, and whether its owner wants it cancelled. */
export async function renewLease(
  deps: Deps,
  input: { jobId: string; workerId: string },
): Promise<{ isMine: boolean; isCancelling: boolean }> {
  const leaseUntil = new Date(deps.clock().getTime() + leaseMs);
  const [row] = await deps.db.job.updateManyAndReturn({
    where: { id: input.jobId, leasedBy: input.workerId, state: { in: ['running', 'cancelling'] } },
    data: { leaseUntil },
    select: { state: true },
  });
  return { isMine: row !== undefined, isCancelling: row?.state === 'cancelling' };
}
