import type { Deps } from '#server/deps-type.ts';
import { findOwnAgent } from './find-own-agent.ts';

export interface AgentVersionRow {
  id: string;
  number: number;
  note: string;
  manifestHash: string;
  createdAt: Date;
  /** Version of the component that was made of it to be sold; null before. */
  versionId: string | null;
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
  const ofComponent = await deps.db.version.findMany({
    where: { componentId: input.agentId, ownerId: input.ownerId, isReady: true },
    select: { id: true, number: true },
  });
  const versionIds = new Map(ofComponent.map(({ id, number }) => [number, id]));
  return rows.map((row) => ({
    ...row,
    versionId: versionIds.get(row.number) ?? null,
    deployments: row.deployments.map(({ id, state, node }) => ({ id, state, nodeName: node.name })),
  }));
}
