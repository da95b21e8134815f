import { deleteFileComponent } from '#server/components/delete-file-component.ts';
import type { Deps } from '#server/deps-type.ts';

/** Deletes a dataset with its versions. Throws `conflict` while it is on sale, `not_found` for somebody else's. */
export function deleteDataset(deps: Deps, input: { ownerId: string; componentId: string }): Promise<void> {
  return deleteFileComponent(deps, { ...input, kind: 'dataset' });
}
