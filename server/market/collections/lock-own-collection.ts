import { AppError } from '#protocol/errors.ts';
import type { Prisma } from '#server/generated/client.ts';

interface LockedCollection {
  domainName: string | null;
  revision: number;
}

/** Keeps others from changing somebody's collection until the transaction ends. Throws `not_found` for what isn't theirs. */
export async function lockOwnCollection(
  tx: Prisma.TransactionClient,
  { ownerId, collectionId }: { ownerId: string; collectionId: string },
): Promise<LockedCollection> {
  const [row] = await tx.$queryRaw<LockedCollection[]>`
    SELECT "domainName", "revision" FROM "Collection"
    WHERE "id" = ${collectionId}::uuid AND "ownerId" = ${ownerId}::uuid FOR UPDATE`;
  if (!row) throw new AppError('not_found', 'No collection of yours has this id; it may have been removed.');
  return row;
}
