import type { LicenceReference } from '#protocol/licences/licence-reference.ts';
import type { AgentManifest } from '#protocol/manifests/agent-manifest.ts';
import type { Deps } from '#server/deps-type.ts';
import { createPlugin } from '#server/plugins/create-plugin.ts';
import { publishPlugin } from '#server/plugins/publish-plugin.ts';
import { createTools } from '#server/tools/create-tools.ts';
import { publishTool } from '#server/tools/publish-tool.ts';

/**
 * Tools and plugins of an agent as published components of the account: those of the same name among `present` get the new definition, the others are made. A part that somebody sells keeps its mark.
 */
export async function cloneParts(
  deps: Deps,
  input: { ownerId: string; agent: AgentManifest; present: readonly string[] },
): Promise<{ tools: string[]; plugins: string[] }> {
  const { ownerId, agent } = input;
  const known = await deps.db.component.findMany({
    where: { id: { in: [...input.present] }, ownerId, kind: { in: ['tool', 'plugin'] } },
    select: { id: true, kind: true, name: true },
  });
  const idOf = (kind: string, name: string) => known.find((one) => one.kind === kind && one.name === name)?.id ?? null;
  const parts: { tools: string[]; plugins: string[] } = { tools: [], plugins: [] };
  for (const { component, definition, licence } of agent.tools) {
    const { name } = component;
    const made = idOf('tool', name) ?? (await newTool(deps, { ownerId, name, definition }));
    await deps.db.tool.update({ where: { id: made }, data: { definition: { ...definition } }, select: { id: true } });
    await keepMark(deps, { id: made, licence });
    await publishTool(deps, { ownerId, toolId: made, note: '' });
    parts.tools.push(made);
  }
  for (const { component, definition, licence } of agent.plugins) {
    const { name } = component;
    const made = idOf('plugin', name) ?? (await createPlugin(deps, { ownerId, name, definition })).id;
    await deps.db.plugin.update({ where: { id: made }, data: { definition }, select: { id: true } });
    await keepMark(deps, { id: made, licence });
    await publishPlugin(deps, { ownerId, pluginId: made, note: '' });
    parts.plugins.push(made);
  }
  return parts;
}

async function newTool(
  deps: Deps,
  { ownerId, ...tool }: { ownerId: string; name: string; definition: AgentManifest['tools'][number]['definition'] },
): Promise<string> {
  const { ids } = await createTools(deps, { ownerId, tools: [tool], importedFrom: 'market' });
  return ids[0] ?? '';
}

async function keepMark(
  deps: Pick<Deps, 'db'>,
  { id, licence }: { id: string; licence: LicenceReference | undefined },
): Promise<void> {
  if (!licence) return;
  await deps.db.component.update({ where: { id }, data: { licence: { ...licence } }, select: { id: true } });
}
