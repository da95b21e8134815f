import { newId } from '#protocol/new-id.ts';
import type { PluginDefinition } from '#protocol/plugins/plugin-manifest.ts';
import type { Deps } from '#server/deps-type.ts';

/** Creates a plugin component with its draft. */
export async function createPlugin(
  deps: Deps,
  input: { ownerId: string; name: string; definition: PluginDefinition },
): Promise<{ id: string }> {
  const { ownerId, name, definition } = input;
  const id = newId(deps.clock().getTime());
  await deps.db.component.create({
    data: { id, ownerId, kind: 'plugin', name, plugin: { create: { ownerId, definition } } },
    select: { id: true },
  });
  return { id };
}
