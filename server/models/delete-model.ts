import { AppError } from '#protocol/errors.ts';
import { assertNotOnSale } from '#server/components/assert-not-on-sale.ts';
import { releaseBlobs } from '#server/components/release-blobs.ts';
import type { Deps } from '#server/deps-type.ts';

/** Deletes a model with its versions. Agents that were published keep what their nodes have. Throws `conflict` while it is on sale or an agent's draft uses it, `not_found` for somebody else's. */
export async function deleteModel(deps: Deps, input: { ownerId: string; componentId: string }): Promise<void> {
  const { ownerId, componentId: id } = input;
  const component = await deps.db.component.findFirst({
    where: { id, ownerId, kind: 'model' },
    select: { id: true, name: true, versions: { select: { blobId: true, sealedBlobId: true } } },
  });
  if (!component) throw new AppError('not_found', 'No model of yours has this id; it may have been deleted.');
  await assertNotOnSale(deps, component);
  const user = await deps.db.agent.findFirst({
    where: { ownerId, draft: { path: ['modelId'], equals: id } },
    select: { name: true },
  });
  if (user)
    throw new AppError('conflict', `"${component.name}" is used by "${user.name}"; choose another model there first.`);
  await deps.db.component.delete({ where: { id } });
  const blobIds = component.versions.flatMap(({ blobId, sealedBlobId }) => [blobId, sealedBlobId]);
  await releaseBlobs(deps, { ownerId, blobIds });
}
