import type { NodeStatus } from '#protocol/control/control-api.ts';
import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';
import type { Prisma } from '#server/generated/client.ts';

/** Keeps the latest status that a node signed. The caller has verified the signature. Throws `not_found` when the node was removed. */
export async function recordHeartbeat(
  deps: Pick<Deps, 'db' | 'clock'>,
  input: { nodeId: string; status: NodeStatus },
): Promise<void> {
  const { status } = input;
  const { count } = await deps.db.node.updateMany({
    where: { id: input.nodeId },
    data: {
      status: status as Prisma.InputJsonObject,
      hardware: status.hardware,
      localUrl: status.localUrl,
      heartbeatAt: deps.clock(),
    },
  });
  if (count === 0) throw new AppError('not_found', 'The node was removed in the studio.');
}
