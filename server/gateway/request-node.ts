import type { Address } from 'viem';
import { AppError } from '#protocol/errors.ts';
import { requestThroughGateway } from '#server/nodes/request-through-gateway.ts';
import type { GatewayContext } from './gateway-type.ts';
import { type LinkRequest, requestOverLink } from './links/request-over-link.ts';

export interface NodeRequestOptions extends LinkRequest {
  nodeAddress: Address;
  /** Came from another instance: it is answered here or not at all. */
  isForwarded: boolean;
}

/** Asks a node over its link here, or through the instance that holds it. Throws `node_offline` with the cause. */
export async function requestNode(context: GatewayContext, request: NodeRequestOptions): Promise<Response> {
  const link = context.links.find(request.nodeAddress);
  if (link) return await requestOverLink(link, request);

  const { url, reason } = await findHolder(context, request);
  if (url === null) throw new AppError('node_offline', `The node is not connected: ${reason}`);
  return await requestThroughGateway(
    { url, token: context.internalToken, dispatcher: context.dispatcher },
    {
      nodeAddress: request.nodeAddress,
      method: request.method,
      path: request.path,
      headers: Object.fromEntries(request.headers),
      body: request.body,
      signal: request.signal,
      isForwarded: true,
    },
  );
}

async function findHolder(
  context: GatewayContext,
  request: NodeRequestOptions,
): Promise<{ url: string | null; reason: string }> {
  const { db } = context.deps;
  const node = await db.node.findUnique({
    where: { address: request.nodeAddress },
    select: { gatewayId: true, offlineReason: true },
  });
  if (!node) throw new AppError('not_found', `No node here has the address ${request.nodeAddress}.`);

  const isElsewhere = node.gatewayId !== null && node.gatewayId !== context.instanceId;
  const instance = isElsewhere && !request.isForwarded ? await findInstance(context, node.gatewayId) : null;
  return { url: instance?.url ?? null, reason: node.offlineReason ?? 'its link is not up; start the node.' };
}

async function findInstance(context: GatewayContext, id: string | null): Promise<{ url: string } | null> {
  if (id === null) return null;
  return await context.deps.db.gatewayInstance.findUnique({ where: { id }, select: { url: true } });
}
