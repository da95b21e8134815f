import { AppError } from '#protocol/errors.ts';
import { bundleManifestSchema } from '#protocol/manifests/bundle-manifest.ts';
import type { Deps } from '#server/deps-type.ts';

/** A published knowledge version whose passages a trial searches. */
export interface TrialKnowledge {
  versionId: string;
  /** Of its plain bundle. */
  blobSha256: string;
  /** Collection on the node. */
  collection: string;
  chunkCount: number;
  manifest: ReturnType<typeof bundleManifestSchema.parse>;
}

/** The knowledge behind a version that is tried: itself, or what an agent of the same creator holds. Empty for other kinds. Throws `conflict` for knowledge that isn't the creator's own. */
export async function trialKnowledge(
  deps: Pick<Deps, 'db'>,
  { ownerId, versionId }: { ownerId: string; versionId: string },
): Promise<TrialKnowledge[]> {
  const version = await deps.db.version.findFirst({ where: { id: versionId, ownerId }, select: { manifest: true } });
  const manifest = bundleManifestSchema.parse(version?.manifest);
  if (manifest.knowledge) return [await oneOf(deps, { id: versionId, ownerId })];
  const roots = manifest.agent?.knowledge.map(({ contentRoot }) => contentRoot) ?? [];
  return Promise.all(roots.map((contentRoot) => oneOf(deps, { contentRoot, ownerId })));
}

async function oneOf(
  deps: Pick<Deps, 'db'>,
  where: { ownerId: string } & ({ id: string } | { contentRoot: string }),
): Promise<TrialKnowledge> {
  const version = await deps.db.version.findFirst({
    where: { ...where, isReady: true },
    select: { id: true, manifest: true, blob: { select: { sha256: true } } },
  });
  const manifest = version ? bundleManifestSchema.parse(version.manifest) : null;
  if (!version?.blob || !manifest?.knowledge) {
    throw new AppError(
      'conflict',
      'This agent holds knowledge that is not your own; it can be sold, but not tried here.',
    );
  }
  const { id: versionId, blob } = version;
  const { chunks: chunkCount } = manifest.knowledge;
  return { versionId, blobSha256: blob.sha256, collection: `draft-${versionId}`, chunkCount, manifest };
}
