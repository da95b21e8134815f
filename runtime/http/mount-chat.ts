import { findAgent } from './find-agent.ts';
import type { NodeApp, NodeParts } from './node-parts.ts';
import { parseChatRequest, respondChat } from './respond-chat.ts';

/** `POST /v1/chat/completions`. */
export function mountChat(app: NodeApp, parts: NodeParts): void {
  app.post('/v1/chat/completions', async (c) => {
    const request = parseChatRequest(await c.req.json());
    const agent = findAgent(parts.agents, request.model);
    return respondChat(c, parts, { agent, request, scope: c.get('scope') });
  });
}
