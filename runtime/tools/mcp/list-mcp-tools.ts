import { z } from 'zod';
import type { ControlListMcpResult } from '#protocol/control/tool-calls.ts';
import type { RemoteParts } from '#runtime/tools/tool-call.ts';
import type { McpServerAddress } from './connect-mcp.ts';
import { mcpFailure } from './mcp-failure.ts';

const timeoutMs = 20_000;
const schemaSchema = z.record(z.string(), z.json());

/** The tools that an MCP server offers, with what it calls itself. Throws `upstream_failed`, `upstream_timeout`, `forbidden`, `client_closed`. */
export async function listMcpTools(
  parts: Pick<RemoteParts, 'mcp'>,
  server: McpServerAddress,
  signal: AbortSignal,
): Promise<ControlListMcpResult> {
  try {
    return await parts.mcp.use(server, { timeoutMs, signal }, async (client) => {
      const { tools } = await client.listTools(undefined, { timeout: timeoutMs, signal });
      const { name = '', version = '' } = client.getServerVersion() ?? {};
      return {
        server: { name, version },
        tools: tools.map((tool) => ({
          name: tool.name,
          description: tool.description ?? tool.title ?? '',
          parameters: schemaSchema.parse(tool.inputSchema),
        })),
      };
    });
  } catch (cause) {
    throw mcpFailure(cause, { url: server.url, auth: server.auth, timeoutMs, signal });
  }
}
