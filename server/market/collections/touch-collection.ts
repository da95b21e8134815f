import type { Deps } from '#server/deps-type.ts';
import type { Prisma } from '#server/generated/client.ts';

/** Notes that a collection was changed now. */
export async function touchCollection(
  { tx, clock }: Pick<Deps, 'clock'> & { tx: Prisma.TransactionClient },
  collectionId: string,
): Promise<void> {
  await tx.collection.update({
    where: { id: collectionId },
    data: { updatedAt: clock(), revision: { increment: 1 } },
    select: { id: true },
  });
}
