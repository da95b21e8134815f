import { AppError } from '#protocol/errors.ts';
import type { AgentManifest } from '#protocol/manifests/agent-manifest.ts';
import type { PluginDefinition } from '#protocol/plugins/plugin-manifest.ts';

/** An agent's plugins of a kind, in the manifest's order. */
export function pluginsOfKind(manifest: AgentManifest, kind: PluginDefinition['kind']): PluginDefinition[] {
  return manifest.plugins.map(({ definition }) => definition).filter((plugin) => plugin.kind === kind);
}

/** An agent's plugin of a kind by its name. Throws `not_found` with the names there are. */
export function findPlugin(manifest: AgentManifest, kind: PluginDefinition['kind'], name: string): PluginDefinition {
  const all = pluginsOfKind(manifest, kind);
  const found = all.find((plugin) => plugin.name === name);
  if (found) return found;
  const names = all.map((plugin) => plugin.name).join(', ') || 'none';
  throw new AppError('not_found', `This agent has no ${kind} plugin called "${name}"; it has ${names}.`);
}
