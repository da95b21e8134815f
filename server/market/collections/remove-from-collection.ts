import type { Deps } from '#server/deps-type.ts';
import { assertCurator } from './find-curator.ts';
import { lockOwnCollection } from './lock-own-collection.ts';

/** Takes a component out of a curator's own collection; safe to repeat. Throws `not_found` for a collection that isn't theirs. */
export async function removeFromCollection(
  deps: Pick<Deps, 'db'>,
  input: { ownerId: string; collectionId: string; componentId: string },
): Promise<void> {
  const { ownerId, collectionId, componentId } = input;
  await assertCurator(deps, ownerId);
  await deps.db.$transaction(async (tx) => {
    await lockOwnCollection(tx, { ownerId, collectionId });
    await tx.collectionEntry.deleteMany({ where: { collectionId, componentId } });
  });
}
