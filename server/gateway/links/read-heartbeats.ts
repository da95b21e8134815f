import { AppError } from '#protocol/errors.ts';
import { heartbeatsPath, signedHeartbeatSchema } from '#protocol/link/link-messages.ts';
import { verifyHeartbeat } from '#protocol/signing/verify-heartbeat.ts';
import { recordHeartbeatStates } from '#server/deployments/record-heartbeat-states.ts';
import type { GatewayContext } from '#server/gateway/gateway-type.ts';
import { recordHeartbeat } from '#server/nodes/record-heartbeat.ts';
import type { NodeLink } from './open-node-link.ts';
import { readLines } from './read-lines.ts';
import { requestOverLink } from './request-over-link.ts';

/** Reads a node's heartbeats for as long as its link is up; one that is not the node's own, or none at all, ends the link. Never throws. */
export async function readHeartbeats(context: GatewayContext, link: NodeLink): Promise<void> {
  try {
    const response = await requestOverLink(link, {
      method: 'GET',
      path: heartbeatsPath,
      headers: new Headers(),
      body: null,
      signal: link.leaving,
    });
    let previousSentAt = 0;
    for await (const line of readLines(response.body)) {
      previousSentAt = await acceptHeartbeat(context, { link, line, previousSentAt });
    }
    if (link.isOpen()) link.end('The node stopped sending heartbeats.');
  } catch (error) {
    if (!link.isOpen()) return;
    if (!(error instanceof AppError)) context.deps.log.error({ err: error, nodeId: link.nodeId }, 'heartbeat.failed');
    link.end(error instanceof AppError ? error.message : 'The gateway could not record a heartbeat.');
  }
}

async function acceptHeartbeat(
  context: GatewayContext,
  { link, line, previousSentAt }: { link: NodeLink; line: string; previousSentAt: number },
): Promise<number> {
  const { deps, links } = context;
  const { address, nodeId } = link;
  const heartbeat = signedHeartbeatSchema.safeParse(JSON.parse(line));
  if (!heartbeat.success) throw new AppError('forbidden', 'The node sent a heartbeat that this gateway cannot read.');

  await verifyHeartbeat({ node: address, now: deps.clock(), previousSentAt }, heartbeat.data);
  const { status } = heartbeat.data;
  await recordHeartbeat(deps, { nodeId, status });
  await recordHeartbeatStates(deps, { nodeId, status });
  links.tell({ type: 'node.reported', nodeId, address, at: deps.clock().toISOString() });
  return heartbeat.data.sentAt;
}
