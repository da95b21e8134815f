import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';
import { assertNotOnSale } from './assert-not-on-sale.ts';
import { releaseBlobs } from './release-blobs.ts';

interface FileComponent {
  ownerId: string;
  componentId: string;
  kind: 'model' | 'dataset';
}

/** Deletes a component that is a file, with its versions. Throws what `assertUnused` throws, `conflict` while it is on sale, `not_found` for somebody else's. */
export async function deleteFileComponent(
  deps: Deps,
  input: FileComponent,
  assertUnused: (component: { id: string; name: string }) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const { ownerId, componentId: id, kind } = input;
  const component = await deps.db.component.findFirst({
    where: { id, ownerId, kind },
    select: { id: true, name: true, versions: { select: { blobId: true, sealedBlobId: true } } },
  });
  if (!component) throw new AppError('not_found', `No ${kind} of yours has this id; it may have been deleted.`);
  await assertNotOnSale(deps, component);
  await assertUnused(component);
  await deps.db.component.delete({ where: { id }, select: { id: true } });
  const blobIds = component.versions.flatMap(({ blobId, sealedBlobId }) => [blobId, sealedBlobId]);
  await releaseBlobs(deps, { ownerId, blobIds });
}
