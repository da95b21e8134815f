import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';

const lookEveryMs = 150;

export interface JobGlimpse {
  step: string;
  done: number;
  total: number;
}

/** Resolves when a job is done; throws its own sentence when it failed or was cancelled. Tells how far it is. */
export async function waitForJob(
  deps: Pick<Deps, 'db'>,
  input: { jobId: string; onProgress?: (glimpse: JobGlimpse) => void; signal?: AbortSignal },
): Promise<void> {
  for (;;) {
    const job = await deps.db.job.findUniqueOrThrow({
      where: { id: input.jobId },
      select: { state: true, step: true, done: true, total: true, errorMessage: true },
    });
    if (job.state === 'done') return;
    if (job.state === 'failed' || job.state === 'cancelled')
      throw new AppError('conflict', job.errorMessage ?? `The job was ${job.state}.`);
    input.onProgress?.(job);
    await delay(lookEveryMs, undefined, input.signal ? { signal: input.signal } : {});
  }
}
