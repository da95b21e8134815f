import { AppError } from '#protocol/errors.ts';
import { newId } from '#protocol/new-id.ts';
import type { Deps } from '#server/deps-type.ts';
import type { Prisma } from '#server/generated/client.ts';
import { lockBlob } from './lock-blob.ts';

export interface StoredBytes {
  ownerId: string;
  sha256: string;
  sizeBytes: number;
  mime: string;
}

/** Records, in the caller's transaction, that an account keeps these stored bytes; a second time gives the same row. */
export async function keepBlob(
  deps: Pick<Deps, 'blobs' | 'clock'>,
  tx: Prisma.TransactionClient,
  bytes: StoredBytes,
): Promise<{ id: string }> {
  const { ownerId, sha256 } = bytes;
  await lockBlob(tx, sha256);
  const known = await tx.blob.findFirst({ where: { ownerId, sha256 }, select: { id: true } });
  if (!(await deps.blobs.has(sha256))) {
    throw new AppError('conflict', 'The same file was deleted at the same moment; add it again.');
  }
  if (known) return known;
  return tx.blob.create({
    data: { ...bytes, id: newId(deps.clock().getTime()), createdAt: deps.clock() },
    select: { id: true },
  });
}
