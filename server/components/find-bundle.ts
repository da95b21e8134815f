import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';

const blob = { select: { sha256: true, sizeBytes: true } };

/** The stored bytes of a root: a version's bundle, or the encrypted bundle of a private one. Throws `not_found`. */
export async function findBundle(
  deps: Pick<Deps, 'db' | 'blobs'>,
  root: string,
): Promise<{ sha256: string; sizeBytes: number }> {
  const version = await deps.db.version.findFirst({
    where: { contentRoot: root, isReady: true, blobId: { not: null } },
    select: { blob },
  });
  const found = version?.blob ?? (await findSealed(deps, root));
  if (!found || !(await deps.blobs.has(found.sha256))) {
    throw new AppError('not_found', `No bundle has the root ${root}; its version was deleted.`);
  }
  return { sha256: found.sha256, sizeBytes: Number(found.sizeBytes) };
}

/** An encrypted bundle: its creator's, or as it was bought. */
async function findSealed(deps: Pick<Deps, 'db'>, root: string): Promise<StoredBlob | null> {
  const sold = await deps.db.contentKey.findFirst({ where: { cipherRoot: root }, select: { blob } });
  if (sold) return sold.blob;
  const bought = await deps.db.version.findFirst({
    where: { licence: { path: ['cipherRoot'], equals: root }, sealedBlobId: { not: null } },
    select: { sealedBlob: blob },
  });
  return bought?.sealedBlob ?? null;
}

interface StoredBlob {
  sha256: string;
  sizeBytes: bigint;
}
