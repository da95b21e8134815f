import { limits } from '#protocol/limits.ts';
import { newId } from '#protocol/new-id.ts';
import type { ToolDefinition } from '#protocol/tools/tool-definition.ts';
import type { Deps } from '#server/deps-type.ts';
import { assertToolDefinition } from './assert-tool-definition.ts';

export interface NewTool {
  name: string;
  definition: ToolDefinition;
}

/** Creates tool components with their draft definitions: all of them, or none. Throws `invalid_input`, naming the tool, when one can't be called. */
export async function createTools(
  deps: Deps,
  input: { ownerId: string; tools: NewTool[]; importedFrom: string },
): Promise<{ ids: string[] }> {
  const { ownerId, importedFrom } = input;
  for (const { definition } of input.tools) assertToolDefinition(definition);
  const rows = input.tools.map((tool) => ({ ...tool, id: newId(deps.clock().getTime()) }));
  await deps.db.$transaction(async (tx) => {
    await tx.component.createMany({
      data: rows.map(({ id, name, definition }) => ({
        id,
        ownerId,
        kind: 'tool' as const,
        name,
        description: definition.description.slice(0, limits.descriptionLength),
      })),
    });
    await tx.tool.createMany({
      data: rows.map(({ id, definition }) => ({ id, ownerId, definition: { ...definition }, importedFrom })),
    });
  });
  return { ids: rows.map(({ id }) => id) };
}
