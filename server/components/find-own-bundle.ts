import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';

export interface OwnBundle {
  fileName: string;
  sha256: string;
  sizeBytes: number;
  contentRoot: string;
}

/** The stored bundle of one of the owner's ready versions. Throws `not_found`, also for somebody else's, and `conflict` while it is being built. */
export async function findOwnBundle(
  deps: Pick<Deps, 'db'>,
  input: { ownerId: string; versionId: string },
): Promise<OwnBundle> {
  const version = await deps.db.version.findFirst({
    where: { id: input.versionId, ownerId: input.ownerId },
    select: {
      number: true,
      contentRoot: true,
      isReady: true,
      blob: { select: { sha256: true, sizeBytes: true } },
      component: { select: { name: true } },
    },
  });
  if (!version) throw new AppError('not_found', 'No version of yours has this id; it may have been deleted.');
  if (!version.isReady || !version.blob || !version.contentRoot) {
    throw new AppError('conflict', 'This version is still being built; try again when its job has ended.');
  }
  return {
    fileName: `${plainName(version.component.name)}-v${version.number}.gaia.tar`,
    sha256: version.blob.sha256,
    sizeBytes: Number(version.blob.sizeBytes),
    contentRoot: version.contentRoot,
  };
}

function plainName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return plain.toLowerCase().slice(0, 60) || 'bundle';
}
