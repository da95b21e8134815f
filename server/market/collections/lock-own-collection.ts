import { AppError } from '#protocol/errors.ts';
import type { Prisma } from '#server/generated/client.ts';

/** Keeps others from changing a curator's collection until the transaction ends. Throws `not_found` for what isn't theirs. */
export async function lockOwnCollection(
  tx: Prisma.TransactionClient,
  { ownerId, collectionId }: { ownerId: string; collectionId: string },
): Promise<void> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "Collection" WHERE "id" = ${collectionId}::uuid AND "ownerId" = ${ownerId}::uuid FOR UPDATE`;
  if (rows.length === 0) {
    throw new AppError('not_found', 'No collection of yours has this id; it may have been removed.');
  }
}
