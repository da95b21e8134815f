import { AppError } from '#protocol/errors.ts';
import { callHttpTool } from './http/call-http-tool.ts';
import { callMcpTool } from './mcp/call-mcp-tool.ts';
import type { RemoteCall, RemoteOutcome, RemoteParts } from './tool-call.ts';

/** Calls the service of a tool. Every failure is an outcome with a sentence that names the tool; only `client_closed` and faults of our own are thrown. */
export async function callRemote(parts: RemoteParts, call: RemoteCall): Promise<RemoteOutcome> {
  const { target, name } = call.definition;
  try {
    if (target.kind === 'mcp') return await callMcpTool(parts, call, target);
    return await callHttpTool(parts, call, target);
  } catch (cause) {
    if (!(cause instanceof AppError) || cause.code === 'client_closed') throw cause;
    return { isError: true, content: `The tool "${name}" failed: ${cause.message}`, status: null, raw: '' };
  }
}
