import { type NodeStatus, nodeStatusSchema } from '#protocol/control/control-api.ts';
import type { Deps } from '#server/deps-type.ts';

export interface NodeSummary {
  id: string;
  name: string;
  address: string;
  isOnline: boolean;
  /** Why the link is down, for a person; `null` while it is up. */
  offlineReason: string | null;
  localUrl: string | null;
  linkedAt: Date | null;
  heartbeatAt: Date | null;
  createdAt: Date;
  /** The last status that the node signed; `null` before the first. */
  status: NodeStatus | null;
}

/** The account's nodes, oldest first. */
export async function listNodes(deps: Pick<Deps, 'db'>, input: { ownerId: string }): Promise<NodeSummary[]> {
  const rows = await deps.db.node.findMany({
    where: { ownerId: input.ownerId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      name: true,
      address: true,
      gatewayId: true,
      offlineReason: true,
      localUrl: true,
      linkedAt: true,
      heartbeatAt: true,
      createdAt: true,
      status: true,
    },
  });
  return rows.map(({ gatewayId, offlineReason, status, ...row }) => {
    const isOnline = gatewayId !== null;
    const reason = offlineReason ?? 'The node has not connected yet.';
    return {
      ...row,
      isOnline,
      offlineReason: isOnline ? null : reason,
      status: nodeStatusSchema.safeParse(status).data ?? null,
    };
  });
}
