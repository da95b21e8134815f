import { toolDefinitionSchema } from '#protocol/tools/tool-definition.ts';
import type { Deps } from '#server/deps-type.ts';
import { readinessSchema } from './readiness/readiness-schema.ts';

export interface ToolRow {
  id: string;
  name: string;
  /** What the model knows it by. */
  functionName: string;
  description: string;
  kind: 'http' | 'mcp';
  host: string;
  importedFrom: string;
  updatedAt: Date;
  newestVersion: number | null;
  /** Of the last readiness run. */
  score: number | null;
}

/** The owner's tools, last changed first. */
export async function listTools(deps: Pick<Deps, 'db'>, input: { ownerId: string }): Promise<ToolRow[]> {
  const rows = await deps.db.component.findMany({
    where: { ownerId: input.ownerId, kind: 'tool', tool: { isNot: null } },
    orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
    select: {
      id: true,
      name: true,
      updatedAt: true,
      tool: { select: { definition: true, importedFrom: true, readiness: true } },
      versions: { where: { isReady: true }, orderBy: { number: 'desc' }, take: 1, select: { number: true } },
    },
  });
  return rows.map(({ tool, versions, ...component }) => {
    const definition = toolDefinitionSchema.parse(tool?.definition);
    return {
      ...component,
      functionName: definition.name,
      description: definition.description,
      kind: definition.target.kind,
      host: URL.parse(definition.target.url)?.host ?? definition.target.url,
      importedFrom: tool?.importedFrom ?? '',
      newestVersion: versions[0]?.number ?? null,
      score: readinessSchema.parse(tool?.readiness ?? {}).last?.score ?? null,
    };
  });
}
