import { createMcpHandler } from '@modelcontextprotocol/server';
import type { Context } from 'hono';
import { limits } from '#protocol/limits.ts';
import { findAgent } from '#runtime/http/find-agent.ts';
import type { NodeApp, NodeEnv, NodeParts } from '#runtime/http/node-parts.ts';
import { openAgentServer } from './open-agent-server.ts';

/** `POST /mcp/:id`: an agent, by its slug, as an MCP server over streamable HTTP, without sessions; who may is decided as for `/v1`. Other methods get the protocol's own refusal. */
export function mountMcp(app: NodeApp, parts: NodeParts): void {
  const serve = async (c: Context<NodeEnv>): Promise<Response> => {
    const agent = findAgent(parts.agents, c.req.param('id') ?? '');
    const caller = { scope: c.get('scope'), callerId: c.get('callerId'), signal: c.req.raw.signal };
    const mcp = createMcpHandler(() => openAgentServer(parts, { agent, ...caller }), {
      maxRequestBodySize: limits.requestBodyBytes,
      onerror: (cause) => parts.log.debug({ err: cause }, 'mcp.refused'),
    });
    return mcp.fetch(c.req.raw);
  };
  app.post('/mcp/:id', serve);
  app.all('/mcp/:id', serve);
}
