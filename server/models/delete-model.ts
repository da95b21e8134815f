import { AppError } from '#protocol/errors.ts';
import { deleteFileComponent } from '#server/components/delete-file-component.ts';
import type { Deps } from '#server/deps-type.ts';

/** Deletes a model with its versions. Agents that were published keep what their nodes have. Throws `conflict` while it is on sale or an agent's draft uses it, `not_found` for somebody else's. */
export async function deleteModel(deps: Deps, input: { ownerId: string; componentId: string }): Promise<void> {
  const { ownerId } = input;
  await deleteFileComponent(deps, { ...input, kind: 'model' }, async ({ id, name }) => {
    const user = await deps.db.agent.findFirst({
      where: { ownerId, draft: { path: ['modelId'], equals: id } },
      select: { name: true },
    });
    if (!user) return;
    throw new AppError('conflict', `"${name}" is used by "${user.name}"; choose another model there first.`);
  });
}
