import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';

/** Removes somebody's own collection, shown or not; what it held stays on sale. Throws `not_found` for one that isn't theirs. */
export async function deleteCollection(
  { db }: Pick<Deps, 'db'>,
  input: { ownerId: string; collectionId: string },
): Promise<void> {
  const { ownerId, collectionId } = input;
  const { count } = await db.collection.deleteMany({ where: { id: collectionId, ownerId } });
  if (count === 0) throw new AppError('not_found', 'No collection of yours has this id; it may have been removed.');
}
