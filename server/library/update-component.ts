import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';
import { importBought } from './import/import-bought.ts';
import { assertHolder, findDeedVersion, type Installed } from './install-component.ts';
import { openBoughtBundle } from './open-bought-bundle.ts';

/**
 * Brings an installed component to a newer version of its deed, because its owner asked for it. Agents that were published keep what they have. Throws `conflict` for a version
 * that isn't newer, `forbidden` with an expired licence, `not_found` for what isn't installed.
 */
export async function updateComponent(
  deps: Deps,
  input: { ownerId: string; deedId: string; number: number },
): Promise<Installed> {
  const { ownerId, deedId, number } = input;
  const entry = await deps.db.libraryEntry.findUnique({ where: { ownerId_deedId: { ownerId, deedId } } });
  if (!entry?.componentId) throw new AppError('not_found', 'This is not installed; install it first.');
  if (number <= entry.number) throw new AppError('conflict', `Version ${entry.number} is installed already.`);
  await assertHolder(deps, input);
  const version = await findDeedVersion(deps, { deedId, number });
  const bundle = await openBoughtBundle(deps, { ownerId, deedId, ...version });
  const { componentId } = entry;
  const { kind } = await deps.db.component.findUniqueOrThrow({ where: { id: componentId }, select: { kind: true } });
  await importBought(deps, { ...bundle, ownerId, kind, componentId });
  await deps.db.libraryEntry.update({
    where: { id: entry.id },
    data: { number, contentRoot: version.contentRoot },
    select: { id: true },
  });
  return { componentId, kind, number };
}
