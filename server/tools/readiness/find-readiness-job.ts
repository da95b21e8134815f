import type { Deps } from '#server/deps-type.ts';
import { readinessJobKind } from './queue-readiness.ts';

export interface ReadinessJob {
  jobId: string;
  state: string;
  step: string;
  done: number;
  total: number;
  errorMessage: string | null;
}

/** The owner's newest readiness run as a job; null before the first. */
export async function findReadinessJob(
  deps: Pick<Deps, 'db'>,
  input: { ownerId: string },
): Promise<ReadinessJob | null> {
  const job = await deps.db.job.findFirst({
    where: { ownerId: input.ownerId, kind: readinessJobKind },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: { id: true, state: true, step: true, done: true, total: true, errorMessage: true },
  });
  if (!job) return null;
  const { id, ...rest } = job;
  return { jobId: id, ...rest };
}
