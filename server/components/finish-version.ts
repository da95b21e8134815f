import type { Deps } from '#server/deps-type.ts';
import type { Prisma } from '#server/generated/client.ts';
import type { BuiltBundle } from './build-bundle.ts';
import { keepBlob } from './keep-blob.ts';

/** Marks a version as ready with the bundle that was built for it. Safe to repeat. */
export async function finishVersion(
  deps: Pick<Deps, 'db' | 'blobs' | 'clock'>,
  input: { ownerId: string; versionId: string; bundle: BuiltBundle },
): Promise<void> {
  const { ownerId, versionId, bundle } = input;
  const { sha256, sizeBytes, contentRoot, manifest } = bundle;
  await deps.db.$transaction(async (tx) => {
    const blob = await keepBlob(deps, tx, { ownerId, sha256, sizeBytes, mime: 'application/x-tar' });
    await tx.version.update({
      where: { id: versionId },
      data: {
        contentRoot,
        manifest: manifest as unknown as Prisma.InputJsonObject,
        sizeBytes,
        blobId: blob.id,
        isReady: true,
      },
      select: { id: true },
    });
  });
}
