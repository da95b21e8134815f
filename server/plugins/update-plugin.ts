import type { PluginDefinition } from '#protocol/plugins/plugin-manifest.ts';
import type { Deps } from '#server/deps-type.ts';
import { findOwnPlugin } from './find-own-plugin.ts';

/** Saves a plugin's name and draft; its published versions stay as they are. */
export async function updatePlugin(
  deps: Deps,
  input: { ownerId: string; pluginId: string; name: string; definition: PluginDefinition },
): Promise<void> {
  const { name, definition } = input;
  await findOwnPlugin(deps, input);
  await deps.db.component.update({
    where: { id: input.pluginId },
    data: { name, description: definition.description, plugin: { update: { definition } } },
    select: { id: true },
  });
}
