import type { Deps } from '#server/deps-type.ts';

/** Notes why a link ended, unless the node has been linked again in the meantime, here or at another instance. */
export async function markNodeOffline(
  deps: Pick<Deps, 'db'>,
  input: { nodeId: string; gatewayId: string; linkedAt: Date; reason: string },
): Promise<void> {
  await deps.db.node.updateMany({
    where: { id: input.nodeId, gatewayId: input.gatewayId, linkedAt: input.linkedAt },
    data: { gatewayId: null, offlineReason: input.reason },
  });
}
