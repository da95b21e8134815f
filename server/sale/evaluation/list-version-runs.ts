import type { Deps } from '#server/deps-type.ts';
import { evaluationJobKind } from '#server/evaluations/evaluation-subject.ts';
import { findOwnVersion } from '#server/sale/find-own-version.ts';
import { type EvaluationScore, evaluationResultSchema, scoreOf } from './evaluation-result.ts';
import { readVersionRun } from './read-version-run.ts';

/** Runs that are looked through for those of one version. */
const newest = 200;

interface VersionRun {
  jobId: string;
  state: string;
  /** Why it failed or waits, in words. */
  problem: string | null;
  done: number;
  total: number;
  score: EvaluationScore;
  isAttached: boolean;
}

interface VersionRuns {
  /** What buyers see; null while nothing is attached. */
  attached: EvaluationScore | null;
  /** Runs of exactly this version, the newest first. */
  runs: VersionRun[];
}

/** What was measured of one of the owner's versions: what is attached to it, and the runs that could be. Throws `not_found`. */
export async function listVersionRuns(
  deps: Pick<Deps, 'db'>,
  input: { ownerId: string; versionId: string },
): Promise<VersionRuns> {
  const version = await findOwnVersion(deps, input);
  const [check, jobs] = await Promise.all([
    deps.db.saleCheck.findUnique({
      where: { versionId_kind: { versionId: version.id, kind: 'evaluation' } },
      select: { detail: true },
    }),
    deps.db.job.findMany({
      where: { ownerId: input.ownerId, kind: evaluationJobKind },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: newest,
      select: {
        ...{ id: true, state: true, done: true, total: true, errorMessage: true },
        ...{ payload: true, checkpoint: true, endedAt: true, createdAt: true },
      },
    }),
  ]);
  const known = evaluationResultSchema.safeParse(check?.detail).data;
  const attached = known?.contentRoot === version.contentRoot ? known : null;
  const runs = jobs.flatMap((job): VersionRun[] => {
    const result = readVersionRun(job, version);
    if (!result) return [];
    const { id: jobId, state, done, total, errorMessage: problem } = job;
    return [{ jobId, state, problem, done, total, score: scoreOf(result), isAttached: attached?.jobId === jobId }];
  });
  return { attached: attached ? scoreOf(attached) : null, runs };
}
