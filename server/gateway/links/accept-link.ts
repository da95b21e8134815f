import type { WebSocket } from 'ws';
import { AppError } from '#protocol/errors.ts';
import { tunnelSettings } from '#protocol/link/tunnel-settings.ts';
import { openAiError } from '#protocol/open-ai-error.ts';
import type { GatewayContext } from '#server/gateway/gateway-type.ts';
import { markNodeOffline } from '#server/nodes/mark-node-offline.ts';
import { recordNodeLink } from '#server/nodes/record-node-link.ts';
import { greetNode } from './greet-node.ts';
import { openConversation } from './open-conversation.ts';
import { type NodeLink, openNodeLink } from './open-node-link.ts';
import { readHeartbeats } from './read-heartbeats.ts';

/** Serves one WebSocket of a node from handshake to end. Never throws: a refusal is told to the node, a fault is logged. */
export async function acceptLink(context: GatewayContext, socket: WebSocket): Promise<void> {
  const link = await openLink(context, socket).catch((error: unknown) => refuse(context, { socket, error }));
  if (!link) return;
  try {
    await serveLink(context, link);
  } catch (error) {
    context.deps.log.error({ err: error, nodeId: link.nodeId }, 'link.failed');
    context.links.remove(link);
    link.end('The gateway could not record the link.');
  }
}

async function openLink(context: GatewayContext, socket: WebSocket): Promise<NodeLink> {
  const { deps, schedule } = context;
  const stopTimer = schedule.after(tunnelSettings.handshakeTimeoutMs, () => socket.terminate());
  try {
    const { address, admitted, stream } = await greetNode(deps, openConversation(socket));
    const link = openNodeLink({ address, nodeId: admitted.nodeId, linkedAt: deps.clock(), socket, stream, schedule });
    context.links.add(link);
    return link;
  } finally {
    stopTimer();
  }
}

async function serveLink(context: GatewayContext, link: NodeLink): Promise<void> {
  const { deps, instanceId, links } = context;
  const { nodeId, address, linkedAt } = link;
  await recordNodeLink(deps, { nodeId, gatewayId: instanceId, linkedAt });
  deps.log.info({ nodeId, address }, 'node.linked');
  links.tell({ type: 'node.linked', nodeId, address, at: linkedAt.toISOString() });
  const heartbeats = readHeartbeats(context, link);

  const reason = await link.ended;
  await heartbeats;
  if (!links.remove(link)) return;
  await markNodeOffline(deps, { nodeId, gatewayId: instanceId, linkedAt, reason });
  deps.log.info({ nodeId, address, reason }, 'node.unlinked');
  links.tell({ type: 'node.unlinked', nodeId, address, at: deps.clock().toISOString(), reason });
}

/** The node shows this sentence to its owner. */
function refuse(context: GatewayContext, { socket, error }: { socket: WebSocket; error: unknown }): undefined {
  const { code, message } = openAiError(error).error;
  if (error instanceof AppError) context.deps.log.info({ code, reason: message }, 'link.refused');
  else context.deps.log.error({ err: error }, 'link.failed');
  if (socket.readyState !== socket.OPEN) return;
  socket.send(JSON.stringify({ type: 'refused', code, message }), () => socket.close(1008));
}
