import type { ToolDefinition } from '#protocol/tools/tool-definition.ts';
import type { Deps } from '#server/deps-type.ts';
import { assertToolDefinition } from './assert-tool-definition.ts';
import { findOwnTool } from './find-own-tool.ts';

/** Saves a tool's name and draft definition; its published versions stay as they are. Throws `invalid_input` when the definition can't be called. */
export async function updateTool(
  deps: Deps,
  input: { ownerId: string; toolId: string; name: string; description: string; definition: ToolDefinition },
): Promise<void> {
  const { name, description, definition } = input;
  await findOwnTool(deps, input);
  assertToolDefinition(definition);
  await deps.db.component.update({
    where: { id: input.toolId },
    data: { name, description, tool: { update: { definition: { ...definition } } } },
    select: { id: true },
  });
}
