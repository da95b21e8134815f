import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';
import { assertCurator } from './find-curator.ts';

/** Removes a curator's own collection; what it held stays on sale. */
export async function deleteCollection(
  deps: Pick<Deps, 'db'>,
  input: { ownerId: string; collectionId: string },
): Promise<void> {
  const { ownerId, collectionId } = input;
  await assertCurator(deps, ownerId);
  const { count } = await deps.db.collection.deleteMany({ where: { id: collectionId, ownerId } });
  if (count === 0) throw new AppError('not_found', 'No collection of yours has this id; it may have been removed.');
}
