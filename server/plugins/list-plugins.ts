import { type PluginDefinition, pluginDefinitionSchema } from '#protocol/plugins/plugin-manifest.ts';
import type { Deps } from '#server/deps-type.ts';

export interface PluginRow extends Pick<PluginDefinition, 'kind' | 'capabilities'> {
  id: string;
  name: string;
  /** How prompts and tools call it. */
  functionName: string;
  description: string;
  updatedAt: Date;
  newestVersion: number | null;
}

/** The owner's plugins, last changed first. */
export async function listPlugins(deps: Deps, input: { ownerId: string }): Promise<PluginRow[]> {
  const rows = await deps.db.component.findMany({
    where: { ownerId: input.ownerId, kind: 'plugin' },
    orderBy: { updatedAt: 'desc' },
    select: {
      id: true,
      name: true,
      updatedAt: true,
      plugin: { select: { definition: true } },
      versions: { where: { isReady: true }, orderBy: { number: 'desc' }, take: 1, select: { number: true } },
    },
  });
  return rows.flatMap(({ plugin, versions, ...component }) => {
    if (!plugin) return [];
    const { name: functionName, kind, capabilities, description } = pluginDefinitionSchema.parse(plugin.definition);
    const newestVersion = versions[0]?.number ?? null;
    return [{ ...component, functionName, kind, capabilities, description, newestVersion }];
  });
}
