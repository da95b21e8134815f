import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';

/** Puts the owner's mark on a version of a prompt, taking it from the version that bore it; an empty one takes the mark away. Throws `not_found`, also for somebody else's. */
export async function labelPromptVersion(
  deps: Deps,
  input: { ownerId: string; versionId: string; label: string },
): Promise<void> {
  const label = input.label.trim();
  await deps.db.$transaction(async (tx) => {
    const version = await tx.version.findFirst({
      where: { id: input.versionId, ownerId: input.ownerId, component: { kind: 'prompt' } },
      select: { id: true, componentId: true },
    });
    if (!version) throw new AppError('not_found', 'No version of yours has this id.');
    await tx.$queryRaw`SELECT id FROM "Component" WHERE id = ${version.componentId}::uuid FOR UPDATE`;
    if (label !== '')
      await tx.version.updateMany({ where: { componentId: version.componentId, label }, data: { label: '' } });
    await tx.version.update({ where: { id: version.id }, data: { label }, select: { id: true } });
  });
}
