import { bundleManifestSchema } from '#protocol/manifests/bundle-manifest.ts';
import type { ToolDefinition } from '#protocol/tools/tool-definition.ts';
import type { Deps } from '#server/deps-type.ts';
import { findOwnTool } from './find-own-tool.ts';

export interface ToolVersionRow {
  id: string;
  number: number;
  note: string;
  contentRoot: string | null;
  createdAt: Date;
  definition: ToolDefinition | null;
}

/** A tool's versions with their definitions, newest first. */
export async function listToolVersions(
  deps: Pick<Deps, 'db'>,
  input: { ownerId: string; toolId: string },
): Promise<ToolVersionRow[]> {
  await findOwnTool(deps, input);
  const rows = await deps.db.version.findMany({
    where: { componentId: input.toolId, isReady: true },
    orderBy: { number: 'desc' },
    select: { id: true, number: true, note: true, contentRoot: true, createdAt: true, manifest: true },
  });
  return rows.map(({ manifest, ...version }) => ({
    ...version,
    definition: bundleManifestSchema.parse(manifest).tool ?? null,
  }));
}
