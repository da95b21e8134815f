import type { Deps } from '#server/deps-type.ts';

/** The owner's deployments, newest first, of one agent or one node where asked. */
export async function listDeployments(
  deps: Deps,
  input: { ownerId: string; agentId?: string | undefined; nodeId?: string | undefined },
) {
  return deps.db.deployment.findMany({
    where: {
      ownerId: input.ownerId,
      ...(input.nodeId ? { nodeId: input.nodeId } : {}),
      ...(input.agentId ? { agentVersion: { agentId: input.agentId } } : {}),
    },
    orderBy: { createdAt: 'desc' },
    take: 100,
    select: {
      id: true,
      state: true,
      failedStep: true,
      errorMessage: true,
      createdAt: true,
      node: { select: { id: true, name: true, address: true, gatewayId: true } },
      agentVersion: {
        select: { id: true, number: true, agentId: true, agent: { select: { name: true, slug: true } } },
      },
    },
  });
}
