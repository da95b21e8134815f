import type { CallToolResult } from '@modelcontextprotocol/client';
import type { ToolAuth, ToolDefinition } from '#protocol/tools/tool-definition.ts';
import { hideSecrets } from '#runtime/tools/hide-secrets.ts';
import { cutContent } from '#runtime/tools/output/cut-content.ts';
import type { GrantSource } from '#runtime/tools/sign-in/open-grant-source.ts';
import type { RemoteCall, RemoteOutcome, RemoteParts } from '#runtime/tools/tool-call.ts';
import { mcpFailure } from './mcp-failure.ts';

const rawLength = 8_000;
export type McpTarget = Extract<ToolDefinition['target'], { kind: 'mcp' }>;

/** Calls a tool of an MCP server. What the server calls an error is an outcome; what keeps the call from being answered is thrown as AppErrors. */
export async function callMcpTool(
  parts: Pick<RemoteParts, 'mcp' | 'grants'>,
  call: RemoteCall,
  target: McpTarget,
): Promise<RemoteOutcome> {
  const { url, auth, remoteName: name } = target;
  const { secrets, signal } = call;
  const { timeoutMs } = call.definition;
  const server = { url, auth, secrets };
  try {
    const result = await parts.mcp.use(server, { timeoutMs, signal }, (client) =>
      client.callTool({ name, arguments: call.arguments }, { timeout: timeoutMs, maxTotalTimeout: timeoutMs, signal }),
    );
    const hidden = hiddenWords(parts.grants, auth, secrets);
    const raw = hideSecrets(JSON.stringify(result), hidden).slice(0, rawLength);
    const text = cutContent(hideSecrets(textOf(result), hidden));
    const isError = result.isError === true;
    const content = isError ? `The tool "${call.definition.name}" failed: ${text}` : text;
    return { isError, content, status: null, raw };
  } catch (cause) {
    throw mcpFailure(cause, { url, auth, timeoutMs, signal });
  }
}

function hiddenWords(grants: GrantSource, auth: ToolAuth, secrets: Record<string, string>): string[] {
  if (auth.kind === 'none') return [];
  const secret = secrets[auth.secret] ?? '';
  return auth.kind === 'sign-in' ? grants.words(secret) : [secret];
}

/** Texts as they are; of what can't be shown to a model, its kind. */
function textOf({ content, structuredContent }: CallToolResult): string {
  const parts = content.map((block) => {
    if (block.type === 'text') return block.text;
    if (block.type === 'resource' && 'text' in block.resource) return block.resource.text;
    if (block.type === 'resource_link') return `${block.name}: ${block.uri}`;
    if (block.type === 'image' || block.type === 'audio') return `[${block.type}, ${block.mimeType}, not shown]`;
    return `[${block.type}, not shown]`;
  });
  if (parts.length > 0) return parts.join('\n');
  return structuredContent === undefined ? 'Done (no content).' : JSON.stringify(structuredContent);
}
