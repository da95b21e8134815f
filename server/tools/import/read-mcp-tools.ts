import type { z } from 'zod';
import type { controlListMcpResultSchema } from '#protocol/control/tool-calls.ts';
import { type ToolAuth, toolDefinitionSchema } from '#protocol/tools/tool-definition.ts';
import { importOperation } from './import-operation.ts';
import type { ImportResult } from './import-result.ts';
import { openNames } from './open-names.ts';
import { SkipOperation } from './skip-operation.ts';
import { trimDescription } from './trim-description.ts';

/** The tools of an MCP server as definitions that call them there. */
export function readMcpTools(
  listed: z.infer<typeof controlListMcpResultSchema>,
  target: { url: string; auth: ToolAuth },
): ImportResult {
  const name = openNames();
  const operations = listed.tools.map((tool) =>
    importOperation(tool.name.slice(0, 300), () => {
      const parsed = toolDefinitionSchema.safeParse({
        name: name(tool.name),
        description: trimDescription(tool.description),
        parameters: { properties: {}, ...tool.parameters, type: tool.parameters.type ?? 'object' },
        target: { kind: 'mcp', ...target, remoteName: tool.name },
      });
      if (!parsed.success) throw new SkipOperation(`It does not fit a tool: ${parsed.error.issues[0]?.message}.`);
      const notes = tool.description ? [] : ['It has no description: write when the model should call it.'];
      return { definition: parsed.data, notes };
    }),
  );
  return { format: 'MCP', title: listed.server.name || new URL(target.url).host, operations };
}
