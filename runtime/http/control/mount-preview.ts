import { controlPreviewSchema } from '#protocol/control/control-api.ts';
import type { NodeApp } from '#runtime/http/node-parts.ts';
import { type ChatParts, parseChatRequest, respondChat } from '#runtime/http/respond-chat.ts';
import type { ControlParts } from './control-parts.ts';
import { parseBody } from './parse-body.ts';

/** `POST /control/preview`: chat with a manifest that isn't deployed, on the collections named; the same code path as deployed. */
export function mountPreview(app: NodeApp, parts: ControlParts & ChatParts): void {
  app.post('/control/preview', async (c) => {
    const { manifest, collections, request, ...sealed } = await parseBody(c, controlPreviewSchema);
    const agent = { manifest, collections, secrets: parts.openSecrets(sealed.secrets) };
    await parts.loadAgentModels(manifest, c.req.raw.signal);
    return respondChat(c, parts, { agent, request: parseChatRequest(request), scope: 'owner' });
  });
}
