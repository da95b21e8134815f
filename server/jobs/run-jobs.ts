import { randomUUID } from 'node:crypto';
import type { Deps } from '#server/deps-type.ts';
import { claimJob } from './claim-job.ts';
import type { JobKinds } from './job-kinds.ts';
import { listenForJobs } from './listen-for-jobs.ts';
import { type CancelWatch, runJob } from './run-job.ts';

const lookEveryMs = 2_000;

export interface WorkerOptions {
  kinds: JobKinds;
  databaseUrl: string;
  /** Jobs at once. */
  concurrency: number;
  signal: AbortSignal;
}

/** Runs jobs until the signal aborts, then waits for those under way to let go. */
export async function runJobs(deps: Deps, options: WorkerOptions): Promise<void> {
  const workerId = randomUUID();
  const kinds = Object.keys(options.kinds);
  const running = new Set<Promise<void>>();
  const watched = new Map<string, () => void>();
  const wakeCancel: CancelWatch = (jobId, look) => {
    watched.set(jobId, look);
    return () => watched.delete(jobId);
  };
  const bell = openBell(options.signal);
  const listener = await listenForJobs(options.databaseUrl, (message) => {
    watched.get(message)?.();
    bell.ring();
  });

  try {
    while (!options.signal.aborted) {
      const job = running.size < options.concurrency ? await claimJob(deps, { workerId, kinds }) : null;
      const kind = job ? options.kinds[job.kind] : undefined;
      if (!job || !kind) {
        await bell.wait(lookEveryMs);
        continue;
      }
      const work = runJob(deps, { job, kind, workerId, signal: options.signal, wakeCancel })
        .catch((cause: unknown) => deps.log.error({ err: cause, jobId: job.id }, 'job.broke'))
        .finally(() => {
          running.delete(work);
          bell.ring();
        });
      running.add(work);
    }
  } finally {
    await Promise.all(running);
    await listener.close();
  }
}

/** Waits until rung, until the time is over, or until the signal aborts; a ring while nobody waits is remembered. */
function openBell(signal: AbortSignal): { ring(): void; wait(ms: number): Promise<void> } {
  let isRung = false;
  let wake: (() => void) | undefined;
  const ring = () => {
    isRung = true;
    wake?.();
  };
  signal.addEventListener('abort', ring);
  return {
    ring,
    async wait(ms) {
      if (!isRung && !signal.aborted) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      isRung = false;
      wake = undefined;
    },
  };
}
