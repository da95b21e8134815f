import type { Deps } from '#server/deps-type.ts';

/** Notes that a node's tunnel ends at this gateway instance now. */
export async function recordNodeLink(
  deps: Pick<Deps, 'db'>,
  input: { nodeId: string; gatewayId: string; linkedAt: Date },
): Promise<void> {
  await deps.db.node.updateMany({
    where: { id: input.nodeId },
    data: { gatewayId: input.gatewayId, linkedAt: input.linkedAt, offlineReason: null },
  });
}
