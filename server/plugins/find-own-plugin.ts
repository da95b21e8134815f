import { AppError } from '#protocol/errors.ts';
import { type PluginDefinition, pluginDefinitionSchema } from '#protocol/plugins/plugin-manifest.ts';
import type { Deps } from '#server/deps-type.ts';

export interface OwnPlugin {
  id: string;
  name: string;
  description: string;
  definition: PluginDefinition;
  updatedAt: Date;
}

/** The owner's plugin with its draft. Throws `not_found`, also for somebody else's. */
export async function findOwnPlugin(deps: Deps, input: { ownerId: string; pluginId: string }): Promise<OwnPlugin> {
  const row = await deps.db.component.findFirst({
    where: { id: input.pluginId, ownerId: input.ownerId, kind: 'plugin' },
    select: { id: true, name: true, description: true, updatedAt: true, plugin: { select: { definition: true } } },
  });
  if (!row?.plugin) throw new AppError('not_found', 'No plugin of yours has this id; it may have been deleted.');
  const { plugin, ...component } = row;
  return { ...component, definition: pluginDefinitionSchema.parse(plugin.definition) };
}
