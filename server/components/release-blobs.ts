import type { Deps } from '#server/deps-type.ts';
import { lockBlob } from './lock-blob.ts';

const nothing = { none: {} };
const unused = { versions: nothing, documents: nothing, sealed: nothing, sealedVersions: nothing, covers: nothing };

/** Lets go of blobs that no version, document, encrypted bundle or cover of their owner refers to any more; the bytes go with the last row of any account. */
export async function releaseBlobs(
  deps: Pick<Deps, 'db' | 'blobs'>,
  input: { ownerId: string; blobIds: readonly (string | null)[] },
): Promise<void> {
  const ids = [...new Set(input.blobIds)].filter((id) => id !== null);
  const blobs = await deps.db.blob.findMany({
    where: { id: { in: ids }, ownerId: input.ownerId, ...unused },
    select: { id: true, sha256: true },
  });
  for (const { id, sha256 } of blobs) {
    await deps.db.$transaction(async (tx) => {
      await lockBlob(tx, sha256);
      await tx.blob.deleteMany({ where: { id, ...unused } });
      if ((await tx.blob.count({ where: { sha256 } })) === 0) await deps.blobs.remove(sha256);
    });
  }
}
