import { AppError } from '#protocol/errors.ts';
import { releaseBlobs } from '#server/components/release-blobs.ts';
import type { Deps } from '#server/deps-type.ts';

/** Takes the cover off one of the owner's components; cards draw one then. Safe to repeat. Throws `not_found` for a component of somebody else's. */
export async function removeCover(deps: Deps, input: { ownerId: string; componentId: string }): Promise<void> {
  const { ownerId, componentId } = input;
  const component = await deps.db.component.findFirst({
    where: { id: componentId, ownerId },
    select: { marketPage: { select: { coverBlobId: true } } },
  });
  if (!component) throw new AppError('not_found', 'No component of yours has this id; it may have been deleted.');
  const coverBlobId = component.marketPage?.coverBlobId ?? null;
  if (!coverBlobId) return;
  await deps.db.marketPage.updateMany({ where: { componentId, coverBlobId }, data: { coverBlobId: null } });
  await releaseBlobs(deps, { ownerId, blobIds: [coverBlobId] });
}
