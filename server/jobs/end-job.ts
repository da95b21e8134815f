import { AppError, type ErrorCode } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';
import type { ClaimedJob } from './claim-job.ts';

const firstPauseMs = 1_000;
const longestPauseMs = 60_000;

/** Errors that another try can't mend. */
const lasting = new Set<ErrorCode>([
  'invalid_input',
  'forbidden',
  'not_found',
  'conflict',
  'too_large',
  'unsupported_media',
  'unreadable_document',
  'insufficient_resources',
  'already_used',
]);

export type JobEnd =
  | { state: 'done' }
  | { state: 'queued' }
  | { state: 'failed' | 'cancelled'; code: string; message: string };

/** Writes down how a run of a job ended: done, cancelled, to be tried again after a pause, or failed for good. Null when the job is another worker's by now. */
export async function endJob(
  deps: Deps,
  input: { job: ClaimedJob; workerId: string; isCancelled: boolean; error: unknown },
): Promise<JobEnd | null> {
  const end = decideEnd(input);
  const now = deps.clock();
  const failure = 'code' in end ? { errorCode: end.code, errorMessage: end.message } : lastError(input.error);
  const written = await deps.db.job.updateMany({
    where: { id: input.job.id, leasedBy: input.workerId },
    data: {
      state: end.state,
      leaseUntil: null,
      leasedBy: null,
      ...failure,
      ...(end.state === 'queued' ? { runAt: new Date(now.getTime() + pauseMs(input.job.attempt)) } : { endedAt: now }),
    },
  });
  return written.count === 1 ? end : null;
}

function decideEnd(input: { job: ClaimedJob; isCancelled: boolean; error: unknown }): JobEnd {
  const { job, isCancelled, error } = input;
  if (isCancelled) return { state: 'cancelled', code: 'client_closed', message: 'Cancelled.' };
  if (error === undefined) return { state: 'done' };
  const known = asAppError(error);
  if (lasting.has(known.code) || job.attempt >= job.maxAttempts)
    return { state: 'failed', code: known.code, message: known.message };
  return { state: 'queued' };
}

function lastError(error: unknown): { errorCode: string | null; errorMessage: string | null } {
  if (error === undefined) return { errorCode: null, errorMessage: null };
  const known = asAppError(error);
  return { errorCode: known.code, errorMessage: known.message };
}

function asAppError(error: unknown): AppError {
  return error instanceof AppError ? error : new AppError('internal', undefined, { cause: error });
}

function pauseMs(attempt: number): number {
  return Math.min(firstPauseMs * 2 ** (attempt - 1), longestPauseMs);
}
