import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';
import { findOwnAgent } from './find-own-agent.ts';

/** Deletes an agent with its versions. Throws `conflict`, naming the nodes, while it is live anywhere or on its way there. */
export async function deleteAgent(deps: Deps, input: { ownerId: string; agentId: string }): Promise<void> {
  const agent = await findOwnAgent(deps, input);
  const running = await deps.db.deployment.findMany({
    where: {
      agentVersion: { agentId: agent.id },
      state: { notIn: ['failed', 'superseded', 'rolled_back', 'stopped'] },
    },
    select: { state: true, node: { select: { name: true } } },
  });
  if (running.length > 0) {
    const nodes = running.map((deployment) => `"${deployment.node.name}"`).join(', ');
    const isLive = running.some(({ state }) => state === 'live');
    throw new AppError(
      'conflict',
      `"${agent.name}" is ${isLive ? 'live' : 'being deployed'} on ${nodes}; stop it there first.`,
    );
  }
  await deps.db.agent.delete({ where: { id: agent.id } });
}
