import type { Deps } from '#server/deps-type.ts';
import { findOwnAgent } from './find-own-agent.ts';

export interface AgentVersionRow {
  id: string;
  number: number;
  note: string;
  manifestHash: string;
  createdAt: Date;
  deployments: { id: string; state: string; nodeName: string }[];
}

/** The agent's versions, newest first, with where each was deployed. */
export async function listAgentVersions(
  deps: Deps,
  input: { ownerId: string; agentId: string },
): Promise<AgentVersionRow[]> {
  await findOwnAgent(deps, input);
  const rows = await deps.db.agentVersion.findMany({
    where: { agentId: input.agentId },
    orderBy: { number: 'desc' },
    select: {
      id: true,
      number: true,
      note: true,
      manifestHash: true,
      createdAt: true,
      deployments: {
        orderBy: { createdAt: 'desc' },
        select: { id: true, state: true, node: { select: { name: true } } },
      },
    },
  });
  return rows.map((row) => ({
    ...row,
    deployments: row.deployments.map(({ id, state, node }) => ({ id, state, nodeName: node.name })),
  }));
}
