import { AppError } from '#protocol/errors.ts';
import { type ToolDefinition, toolDefinitionSchema } from '#protocol/tools/tool-definition.ts';
import type { Deps } from '#server/deps-type.ts';
import { type Readiness, readinessSchema } from './readiness/readiness-schema.ts';

export interface OwnTool {
  id: string;
  name: string;
  description: string;
  definition: ToolDefinition;
  /** File name or address; empty when made by form. */
  importedFrom: string;
  readiness: Readiness;
  updatedAt: Date;
}

/** The owner's tool with its draft definition. Throws `not_found`, also for somebody else's. */
export async function findOwnTool(
  deps: Pick<Deps, 'db'>,
  input: { ownerId: string; toolId: string },
): Promise<OwnTool> {
  const row = await deps.db.component.findFirst({
    where: { id: input.toolId, ownerId: input.ownerId, kind: 'tool' },
    select: {
      id: true,
      name: true,
      description: true,
      updatedAt: true,
      tool: { select: { definition: true, importedFrom: true, readiness: true } },
    },
  });
  if (!row?.tool) throw new AppError('not_found', 'No tool of yours has this id; it may have been deleted.');
  const { tool, ...component } = row;
  return {
    ...component,
    importedFrom: tool.importedFrom,
    definition: toolDefinitionSchema.parse(tool.definition),
    readiness: readinessSchema.parse(tool.readiness ?? {}),
  };
}
