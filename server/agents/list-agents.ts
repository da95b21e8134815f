import type { Deps } from '#server/deps-type.ts';

export interface AgentRow {
  id: string;
  name: string;
  slug: string;
  description: string;
  updatedAt: Date;
  newestVersion: number | null;
  /** Names of the nodes where a version is live. */
  liveOn: string[];
}

/** The owner's agents, last changed first. */
export async function listAgents(deps: Deps, input: { ownerId: string }): Promise<AgentRow[]> {
  const rows = await deps.db.agent.findMany({
    where: { ownerId: input.ownerId },
    orderBy: { updatedAt: 'desc' },
    select: {
      id: true,
      name: true,
      slug: true,
      description: true,
      updatedAt: true,
      versions: {
        orderBy: { number: 'desc' },
        select: {
          number: true,
          deployments: { where: { state: 'live' }, select: { node: { select: { name: true } } } },
        },
      },
    },
  });
  return rows.map(({ versions, ...agent }) => ({
    ...agent,
    newestVersion: versions[0]?.number ?? null,
    liveOn: versions.flatMap((version) => version.deployments.map((deployment) => deployment.node.name)),
  }));
}
