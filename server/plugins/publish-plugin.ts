import { addVersion } from '#server/components/add-version.ts';
import { buildBundle } from '#server/components/build-bundle.ts';
import { finishVersion } from '#server/components/finish-version.ts';
import type { Deps } from '#server/deps-type.ts';
import { findOwnPlugin } from './find-own-plugin.ts';

/** Publishes the plugin's draft as its next version: a bundle signed by its owner, with source and capabilities. Throws `conflict` when another publish took the number. */
export async function publishPlugin(
  deps: Deps,
  input: { ownerId: string; pluginId: string; note: string },
): Promise<{ versionId: string; number: number }> {
  const { ownerId, note } = input;
  const plugin = await findOwnPlugin(deps, input);
  const version = await deps.db.$transaction((tx) => addVersion(deps, tx, { ownerId, componentId: plugin.id, note }));
  const bundle = await buildBundle(deps, {
    ownerId,
    facts: {
      kind: 'plugin',
      name: plugin.name,
      description: plugin.description,
      version: version.number,
      createdAt: version.createdAt.toISOString(),
      licence: '',
      parents: version.parents,
      plugin: plugin.definition,
    },
    files: [],
  });
  await finishVersion(deps, { ownerId, versionId: version.id, bundle });
  return { versionId: version.id, number: version.number };
}
