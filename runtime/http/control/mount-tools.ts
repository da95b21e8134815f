import {
  type ControlListMcpResult,
  type ControlToolCallResult,
  controlFetchTextSchema,
  controlListMcpSchema,
  controlToolCallSchema,
} from '#protocol/control/tool-calls.ts';
import type { NodeApp } from '#runtime/http/node-parts.ts';
import { fetchText } from '#runtime/tools/fetch-text.ts';
import { listMcpTools } from '#runtime/tools/mcp/list-mcp-tools.ts';
import { tryTool } from '#runtime/tools/try-tool.ts';
import type { ControlParts } from './control-parts.ts';
import { parseBody } from './parse-body.ts';

/** `/control/tools/…`: what the studio asks of the world while a tool is made; the node's rules for hosts hold, and nothing is kept. */
export function mountTools(app: NodeApp, { services, openSecrets }: ControlParts): void {
  app.post('/control/tools/call', async (c) => {
    const request = await parseBody(c, controlToolCallSchema);
    const secrets = openSecrets(request.secrets);
    const result: ControlToolCallResult = await tryTool(services, { ...request, secrets }, c.req.raw.signal);
    return c.json(result);
  });

  app.post('/control/tools/list-mcp', async (c) => {
    const { url, auth, secrets } = await parseBody(c, controlListMcpSchema);
    const server = { url, auth, secrets: openSecrets(secrets) };
    const result: ControlListMcpResult = await listMcpTools(services, server, c.req.raw.signal);
    return c.json(result);
  });

  app.post('/control/tools/fetch-text', async (c) => {
    const { url } = await parseBody(c, controlFetchTextSchema);
    return c.json(await fetchText(services.web.fetch, url, c.req.raw.signal));
  });
}
