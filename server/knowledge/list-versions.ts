import { bundleManifestSchema } from '#protocol/manifests/bundle-manifest.ts';
import type { Deps } from '#server/deps-type.ts';
import { findOwnKnowledge } from './find-own-knowledge.ts';

export interface VersionRow {
  id: string;
  number: number;
  note: string;
  createdAt: Date;
  state: 'building' | 'ready' | 'failed';
  /** Step and progress while it is being built. */
  progress: { step: string; done: number; total: number } | null;
  error: { code: string; message: string } | null;
  contentRoot: string | null;
  sizeBytes: number;
  documents: number | null;
  chunks: number | null;
  evidenceThreshold: number | null;
}

/** The versions of a knowledge base, newest first, with how far each is. Throws `not_found`, also for somebody else's. */
export async function listVersions(
  deps: Pick<Deps, 'db'>,
  input: { ownerId: string; knowledgeId: string },
): Promise<VersionRow[]> {
  const knowledge = await findOwnKnowledge(deps, input);
  const { rows, jobs } = await readBuilds(deps, { ownerId: input.ownerId, componentId: knowledge.id });
  return rows.map(({ isReady, manifest, sizeBytes, ...row }) => {
    const job = jobs.find(({ subject }) => subject === `version:${row.id}`);
    const part = manifest === null ? undefined : bundleManifestSchema.parse(manifest).knowledge;
    return {
      ...row,
      ...stateOf(isReady, job),
      sizeBytes: Number(sizeBytes),
      documents: part?.documents ?? null,
      chunks: part?.chunks ?? null,
      evidenceThreshold: part?.evidenceThreshold ?? null,
    };
  });
}

/** Versions and what builds them, as of one moment: a build that ends between two looks would be neither ready nor under way. */
function readBuilds(deps: Pick<Deps, 'db'>, { ownerId, componentId }: { ownerId: string; componentId: string }) {
  return deps.db.$transaction(
    async (tx) => {
      const rows = await tx.version.findMany({
        where: { componentId },
        orderBy: { number: 'desc' },
        select: {
          id: true,
          number: true,
          note: true,
          createdAt: true,
          isReady: true,
          contentRoot: true,
          sizeBytes: true,
          manifest: true,
        },
      });
      const building = rows.filter(({ isReady }) => !isReady).map(({ id }) => `version:${id}`);
      const jobs = await tx.job.findMany({
        where: { ownerId, subject: { in: building } },
        orderBy: { createdAt: 'desc' },
        select: {
          subject: true,
          state: true,
          step: true,
          done: true,
          total: true,
          errorCode: true,
          errorMessage: true,
        },
      });
      return { rows, jobs };
    },
    { isolationLevel: 'RepeatableRead' },
  );
}

interface BuildJob {
  state: string;
  step: string;
  done: number;
  total: number;
  errorCode: string | null;
  errorMessage: string | null;
}

function stateOf(isReady: boolean, job: BuildJob | undefined): Pick<VersionRow, 'state' | 'progress' | 'error'> {
  if (isReady) return { state: 'ready', progress: null, error: null };
  if (job && ['queued', 'running', 'cancelling'].includes(job.state)) {
    return { state: 'building', progress: { step: job.step, done: job.done, total: job.total }, error: null };
  }
  const message = job?.errorMessage ?? 'It was not built to its end; publish again.';
  return { state: 'failed', progress: null, error: { code: job?.errorCode ?? 'internal', message } };
}
