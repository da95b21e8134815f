import { McpServer } from '@modelcontextprotocol/server';
import type { Scope } from '#protocol/signing/typed-messages.ts';
import type { LiveAgent } from '#runtime/deployments/live-agent.ts';
import type { NodeParts } from '#runtime/http/node-parts.ts';
import { registerAsk } from './register-ask.ts';
import { registerSearch } from './register-search.ts';

/** One request of an MCP client: which agent, and who asks. */
export interface AgentRequest {
  agent: LiveAgent;
  scope: Scope;
  callerId: string;
  /** Aborts when the client leaves. */
  signal: AbortSignal;
}

/** An agent as an MCP server: `ask`, and for owners `search_knowledge` where it has knowledge. */
export function openAgentServer(parts: NodeParts, request: AgentRequest): McpServer {
  const { manifest, collections } = request.agent;
  const server = new McpServer(
    { name: manifest.slug, title: manifest.name, version: String(manifest.version) },
    { instructions: manifest.description },
  );
  registerAsk(server, parts, request);
  if (request.scope === 'owner' && manifest.embedding && collections.length > 0) registerSearch(server, parts, request);
  return server;
}
