import {
  type PluginCapabilities,
  type PluginDefinition,
  pluginDefinitionSchema,
} from '#protocol/plugins/plugin-manifest.ts';
import type { Deps } from '#server/deps-type.ts';

export interface PluginChoice {
  id: string;
  name: string;
  description: string;
  /** How prompts and tools call it. */
  functionName: string;
  kind: PluginDefinition['kind'];
  /** What it may do beyond computing. */
  capabilities: PluginCapabilities;
}

/** The owner's plugins with what they may do, for the agent form. */
export async function listPluginChoices(deps: Pick<Deps, 'db'>, input: { ownerId: string }): Promise<PluginChoice[]> {
  const rows = await deps.db.component.findMany({
    where: { ownerId: input.ownerId, kind: 'plugin', plugin: { isNot: null } },
    orderBy: { name: 'asc' },
    select: { id: true, name: true, plugin: { select: { definition: true } } },
  });
  return rows.map(({ id, name, plugin }) => {
    const { name: functionName, kind, description, capabilities } = pluginDefinitionSchema.parse(plugin?.definition);
    return { id, name, functionName, kind, description, capabilities };
  });
}
