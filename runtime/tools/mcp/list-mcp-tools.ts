import type { ControlListMcpResult } from '#protocol/control/tool-calls.ts';
import { AppError } from '#protocol/errors.ts';
import { jsonObjectSchema } from '#protocol/json-value.ts';
import type { RemoteParts } from '#runtime/tools/tool-call.ts';
import type { McpServerAddress } from './connect-mcp.ts';
import { describeSignIn } from './describe-sign-in.ts';
import { isRefusal, mcpFailure } from './mcp-failure.ts';

const timeoutMs = 20_000;

/** The tools that an MCP server offers, with what it calls itself. Throws `upstream_failed`, `upstream_timeout`, `forbidden`, `client_closed`. */
export async function listMcpTools(
  parts: Pick<RemoteParts, 'mcp' | 'web'>,
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
          parameters: jsonObjectSchema.parse(tool.inputSchema),
        })),
      };
    });
  } catch (cause) {
    const failure = mcpFailure(cause, { url: server.url, auth: server.auth, timeoutMs, signal });
    if (!isRefusal(cause)) throw failure;
    const hint = await describeSignIn(parts.web.stream, server.url, signal);
    throw new AppError(failure.code, `${failure.message}${hint}`, { cause });
  }
}
