import { AppError } from '#protocol/errors.ts';
import { licencePart } from '#protocol/licences/licence-part.ts';
import type { LicenceReference } from '#protocol/licences/licence-reference.ts';
import { type BundleManifest, bundleManifestSchema } from '#protocol/manifests/bundle-manifest.ts';
import type { Deps } from '#server/deps-type.ts';

export interface OwnVersion {
  id: string;
  ownerId: string;
  componentId: string;
  number: number;
  contentRoot: string;
  sizeBytes: number;
  /** SHA-256 of the stored plain bundle: the blob's name. */
  blobSha256: string;
  manifest: BundleManifest;
  /** Mark of the bought content that it was made of; null for one's own. */
  licence: LicenceReference | null;
  /** As it is stored: what the signature and the hash are over. */
  signedManifest: Record<string, unknown>;
}

/** One of the owner's ready versions. Throws `not_found`, also for somebody else's, and `conflict` while it is being built. */
export async function findOwnVersion(
  deps: Pick<Deps, 'db'>,
  input: { ownerId: string; versionId: string },
): Promise<OwnVersion> {
  const version = await deps.db.version.findFirst({
    where: { id: input.versionId, ownerId: input.ownerId },
    select: {
      id: true,
      ownerId: true,
      componentId: true,
      number: true,
      contentRoot: true,
      sizeBytes: true,
      isReady: true,
      manifest: true,
      licence: true,
      blob: { select: { sha256: true } },
    },
  });
  if (!version) throw new AppError('not_found', 'No version of yours has this id; it may have been deleted.');
  const { isReady, blob, manifest, licence, contentRoot, sizeBytes, ...rest } = version;
  if (!isReady || !blob || !contentRoot || !manifest) {
    throw new AppError('conflict', 'This version is still being built; try again when its job has ended.');
  }
  return {
    ...rest,
    contentRoot,
    sizeBytes: Number(sizeBytes),
    blobSha256: blob.sha256,
    manifest: bundleManifestSchema.parse(manifest),
    licence: licencePart(licence).licence ?? null,
    signedManifest: manifest as Record<string, unknown>,
  };
}
