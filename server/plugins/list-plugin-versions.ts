import { bundleManifestSchema } from '#protocol/manifests/bundle-manifest.ts';
import type { PluginDefinition } from '#protocol/plugins/plugin-manifest.ts';
import type { Deps } from '#server/deps-type.ts';
import { findOwnPlugin } from './find-own-plugin.ts';

export interface PluginVersionRow {
  id: string;
  number: number;
  note: string;
  contentRoot: string | null;
  createdAt: Date;
  /** null for a bundle that doesn't say. */
  definition: PluginDefinition | null;
}

/** A plugin's versions with what each contains, newest first. */
export async function listPluginVersions(
  deps: Deps,
  input: { ownerId: string; pluginId: string },
): Promise<PluginVersionRow[]> {
  await findOwnPlugin(deps, input);
  const rows = await deps.db.version.findMany({
    where: { componentId: input.pluginId, isReady: true },
    orderBy: { number: 'desc' },
    select: { id: true, number: true, note: true, contentRoot: true, createdAt: true, manifest: true },
  });
  return rows.map(({ manifest, ...version }) => ({
    ...version,
    definition: bundleManifestSchema.parse(manifest).plugin ?? null,
  }));
}
