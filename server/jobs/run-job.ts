import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';
import type { Prisma } from '#server/generated/client.ts';
import type { ClaimedJob } from './claim-job.ts';
import { endJob } from './end-job.ts';
import type { JobContext, JobKind } from './job-kinds.ts';
import { renewLease } from './renew-lease.ts';

const renewEveryMs = 5_000;

/** Runs a claimed job to its end, keeping its lease and watching for cancellation. */
export async function runJob(
  deps: Deps,
  input: { job: ClaimedJob; kind: JobKind; workerId: string; signal: AbortSignal; wakeCancel: CancelWatch },
): Promise<void> {
  const { job, kind, workerId } = input;
  const own = new AbortController();
  const signal = AbortSignal.any([own.signal, input.signal]);
  let isCancelled = job.isCancelling;
  let isLost = false;

  const look = async () => {
    const lease = await renewLease(deps, { jobId: job.id, workerId });
    isCancelled ||= lease.isCancelling;
    isLost = !lease.isMine;
    if (isCancelled || isLost) own.abort(new AppError('client_closed', 'Cancelled.'));
  };
  const renewing = setInterval(
    () => void look().catch((cause: unknown) => deps.log.warn({ err: cause }, 'job.lease-not-renewed')),
    renewEveryMs,
  );
  const unwatch = input.wakeCancel(job.id, () => void look().catch(() => undefined));

  let error: unknown;
  try {
    assertTriesLeft(job);
    if (!isCancelled) await kind.run(deps, job.payload, contextOf(deps, { job, workerId, signal }));
  } catch (cause) {
    error = cause;
  } finally {
    clearInterval(renewing);
    unwatch();
  }
  if (isLost || (input.signal.aborted && !isCancelled && error !== undefined)) return letGo(deps, { job, workerId });
  if (error !== undefined && !(error instanceof AppError))
    deps.log.error({ err: error, jobId: job.id, kind: job.kind }, 'job.failed');
  const end = await endJob(deps, { job, workerId, isCancelled, error });
  if (!end) return;
  deps.log.info({ jobId: job.id, kind: job.kind, attempt: job.attempt }, `job.${end.state}`);
  if ('code' in end) await kind.onEnded?.(deps, job.payload, end);
}

/** A job that takes its worker down each time must not do so for ever. */
function assertTriesLeft({ attempt, maxAttempts }: ClaimedJob): void {
  if (attempt <= maxAttempts) return;
  throw new AppError(
    'internal',
    `The worker was lost ${maxAttempts} times during this job, so it is not tried again. The worker's log may say why; after that, retry.`,
  );
}

/** Calls `look` when the job's cancellation is announced; returns how to stop listening. */
export type CancelWatch = (jobId: string, look: () => void) => () => void;

/** The worker stops or lost the job: another may take it at once, and the try isn't counted. */
async function letGo(deps: Deps, { job, workerId }: { job: ClaimedJob; workerId: string }): Promise<void> {
  await deps.db.job.updateMany({
    where: { id: job.id, leasedBy: workerId, state: 'running' },
    data: { state: 'queued', leaseUntil: null, leasedBy: null, attempt: job.attempt - 1 },
  });
}

function contextOf(deps: Deps, input: { job: ClaimedJob; workerId: string; signal: AbortSignal }): JobContext {
  const { job, workerId, signal } = input;
  const mine = { id: job.id, leasedBy: workerId };
  const assertMine = ({ count }: { count: number }) => {
    if (count === 0) throw new AppError('client_closed', 'Another worker has taken this job over.');
  };
  return {
    jobId: job.id,
    ownerId: job.ownerId,
    attempt: job.attempt,
    maxAttempts: job.maxAttempts,
    signal,
    checkpoint: job.checkpoint,
    async saveCheckpoint(checkpoint) {
      assertMine(
        await deps.db.job.updateMany({ where: mine, data: { checkpoint: checkpoint as Prisma.InputJsonValue } }),
      );
    },
    async report({ step, done, total, message }) {
      await deps.db.$transaction(async (tx) => {
        assertMine(await tx.job.updateMany({ where: mine, data: { step, done, total } }));
        await tx.jobEvent.create({ data: { jobId: job.id, step, message, done, total, at: deps.clock() } });
      });
    },
  };
}
