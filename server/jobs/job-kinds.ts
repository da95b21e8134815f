import type { Deps } from '#server/deps-type.ts';

/** What a running job may do besides its work: tell how it goes, remember how far it is, and see that it was cancelled. */
export interface JobContext {
  jobId: string;
  ownerId: string;
  /** 1 at the first try. */
  attempt: number;
  maxAttempts: number;
  /** Aborts when the job is cancelled, its lease was lost, or the worker stops. */
  signal: AbortSignal;
  /** What `saveCheckpoint` last kept, also by an attempt that was killed; null at first. */
  checkpoint: unknown;
  /** Keeps how far the job is. Throws `client_closed` when the job is no longer this worker's, so that it stops. */
  saveCheckpoint(checkpoint: unknown): Promise<void>;
  /** Shows how it goes, in the job's row and as an event. Throws like `saveCheckpoint`. */
  report(progress: JobProgress): Promise<void>;
}

interface JobProgress {
  step: string;
  done: number;
  total: number;
  message: string;
}

export interface JobKind {
  run(deps: Deps, payload: unknown, context: JobContext): Promise<void>;
  /** Called once when the job has failed for good or was cancelled while it ran, so that its subject can say so. (Who cancels a waiting job knows it at once.) */
  onEnded?(
    deps: Deps,
    payload: unknown,
    outcome: { state: 'failed' | 'cancelled'; code: string; message: string },
  ): Promise<void>;
}

/** Every kind of job a worker can run, by name. */
export type JobKinds = Record<string, JobKind>;
