import type { z } from 'zod';
import { controlFetchTextResultSchema, controlListMcpResultSchema } from '#protocol/control/tool-calls.ts';
import { AppError } from '#protocol/errors.ts';
import type { ToolAuth } from '#protocol/tools/tool-definition.ts';
import { sealSlots } from '#server/deployments/seal-slots.ts';
import type { Deps } from '#server/deps-type.ts';
import { requestControl } from '#server/nodes/request-control.ts';
import { connectedNode } from './connected-node.ts';
import type { ImportedOperation, ImportResult } from './import/import-result.ts';
import { readImport } from './import/read-import.ts';
import { readMcpTools } from './import/read-mcp-tools.ts';
import type { ServerHints } from './import/read-server.ts';
import { textAsJson } from './import/text-as-json.ts';
import { secretSlots } from './secret-slots.ts';

/** Where tools are described: text that a person pasted or a file holds, an address that a node fetches, or an MCP server. */
export type ImportSource =
  | { kind: 'text'; text: string; server: string | null }
  | { kind: 'address'; url: string; server: string | null }
  | { kind: 'mcp'; url: string; auth: ToolAuth };

/** What was found; the first operation has the number 1. */
type Found = Omit<ImportResult, 'operations'> & { operations: (ImportedOperation & { number: number })[] };

/** Finds what could be imported; nothing is kept. Throws `invalid_input` when it can't be read, `upstream_failed` when the address answers with an error, `node_offline` when a node is needed. */
export async function findImportable(
  deps: Deps,
  input: { ownerId: string; source: ImportSource; signal: AbortSignal },
): Promise<Found> {
  const result = await readSource(deps, input);
  return { ...result, operations: result.operations.map((one, index) => ({ ...one, number: index + 1 })) };
}

async function readSource(deps: Deps, input: Parameters<typeof findImportable>[1]): Promise<ImportResult> {
  const { source, signal } = input;
  const read = async (text: string, hints: ServerHints) => readImport(await textAsJson(text, signal), hints);
  if (source.kind === 'text') return read(source.text, { address: null, server: source.server });
  if (source.kind === 'mcp') return listMcp(deps, { ...input, source });
  const fetched = await askNode(deps, input, {
    path: '/control/tools/fetch-text',
    body: { url: source.url },
    schema: controlFetchTextResultSchema,
  });
  if (fetched.status !== 200)
    throw new AppError('upstream_failed', `${source.url} answered with status ${fetched.status}.`);
  return read(fetched.text, { address: fetched.url, server: source.server });
}

type Mcp = Extract<ImportSource, { kind: 'mcp' }>;

async function listMcp(
  deps: Deps,
  input: { ownerId: string; source: Mcp; signal: AbortSignal },
): Promise<ImportResult> {
  const { url, auth } = input.source;
  const listed = await askNode(deps, input, {
    path: '/control/tools/list-mcp',
    body: { url, auth },
    slots: secretSlots([{ target: { kind: 'mcp', url, auth, remoteName: 'list' } }]),
    schema: controlListMcpResultSchema,
  });
  return readMcpTools(listed, { url, auth });
}

async function askNode<Schema extends z.ZodType>(
  deps: Deps,
  input: { ownerId: string; signal: AbortSignal },
  question: { path: string; body: object; slots?: string[]; schema: Schema },
): Promise<z.output<Schema>> {
  const { ownerId, signal } = input;
  const { path, body, slots, schema } = question;
  const nodeId = await connectedNode(deps, ownerId);
  const secrets = slots ? { secrets: await sealSlots(deps, { ownerId, nodeId, slots }) } : {};
  return requestControl(deps, { ownerId, nodeId, method: 'POST', path, body: { ...body, ...secrets }, signal }, schema);
}
