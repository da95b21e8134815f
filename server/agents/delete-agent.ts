import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';
import { findOwnAgent } from './find-own-agent.ts';

/** Deletes an agent with its versions. Throws `conflict`, naming the nodes, while it is live anywhere. */
export async function deleteAgent(deps: Deps, input: { ownerId: string; agentId: string }): Promise<void> {
  const agent = await findOwnAgent(deps, input);
  const live = await deps.db.deployment.findMany({
    where: { agentVersion: { agentId: agent.id }, state: 'live' },
    select: { node: { select: { name: true } } },
  });
  if (live.length > 0) {
    const nodes = live.map((deployment) => `"${deployment.node.name}"`).join(', ');
    throw new AppError('conflict', `"${agent.name}" is live on ${nodes}; stop it there first.`);
  }
  await deps.db.agent.delete({ where: { id: agent.id } });
}
