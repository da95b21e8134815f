import type { Deps } from '#server/deps-type.ts';
import { lockOwnCollection } from './lock-own-collection.ts';
import { touchCollection } from './touch-collection.ts';

/** Takes a component out of somebody's own collection, shown or not; safe to repeat. Throws `not_found` for a collection that isn't theirs. */
export async function removeFromCollection(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  input: { ownerId: string; collectionId: string; componentId: string },
): Promise<void> {
  const { ownerId, collectionId, componentId } = input;
  await db.$transaction(async (tx) => {
    await lockOwnCollection(tx, { ownerId, collectionId });
    const { count } = await tx.collectionEntry.deleteMany({ where: { collectionId, componentId } });
    if (count > 0) await touchCollection({ tx, clock }, collectionId);
  });
}
