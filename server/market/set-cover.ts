import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import { assertStorageLeft } from '#server/components/assert-storage-left.ts';
import { keepBlob } from '#server/components/keep-blob.ts';
import { releaseBlobs } from '#server/components/release-blobs.ts';
import type { Deps } from '#server/deps-type.ts';
import { coverPathOf } from './cover-path-of.ts';
import { encodeCover } from './encode-cover.ts';

/** Gives one of the owner's components a cover, encoded anew. Throws `not_found`, and what `encodeCover` throws; the one before stays then. */
export async function setCover(
  deps: Deps,
  input: { ownerId: string; componentId: string; content: AsyncIterable<Uint8Array> },
): Promise<{ coverPath: string | null }> {
  const { ownerId, componentId } = input;
  const isOwn = (await deps.db.component.count({ where: { id: componentId, ownerId } })) > 0;
  if (!isOwn) throw new AppError('not_found', 'No component of yours has this id; it may have been deleted.');
  const encoded = await encodeCover(await readWhole(input.content));
  await assertStorageLeft(deps, { ownerId, sizeBytes: encoded.byteLength });
  const stored = await deps.blobs.put(Readable.from([encoded]), { maxBytes: encoded.byteLength });
  const before = await deps.db.marketPage.findUnique({ where: { componentId }, select: { coverBlobId: true } });
  const coverBlobId = await deps.db.$transaction(async (tx) => {
    const blob = await keepBlob(deps, tx, { ownerId, ...stored, mime: 'image/webp' });
    await tx.marketPage.upsert({
      where: { componentId },
      create: { componentId, ownerId, coverBlobId: blob.id },
      update: { coverBlobId: blob.id },
      select: { componentId: true },
    });
    return blob.id;
  });
  await releaseBlobs(deps, { ownerId, blobIds: [before?.coverBlobId ?? null] });
  return { coverPath: coverPathOf({ componentId, coverBlobId }) };
}

async function readWhole(content: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  async function* bounded() {
    let sizeBytes = 0;
    for await (const part of content) {
      sizeBytes += part.byteLength;
      if (sizeBytes > limits.coverBytes) {
        throw new AppError('too_large', `A cover is no larger than ${limits.coverBytes / 1024 ** 2} MB.`);
      }
      yield part;
    }
  }
  return new Uint8Array(await buffer(bounded()));
}
