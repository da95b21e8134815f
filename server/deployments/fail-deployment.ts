import type { Deps } from '#server/deps-type.ts';
import { endedStates } from './stored-state.ts';

/** Marks a deployment failed where its job ended before the node could say how it went. What the node reports later counts again. */
export async function failDeployment(
  deps: Pick<Deps, 'db'>,
  input: { deploymentId: string; message: string },
): Promise<void> {
  const where = {
    id: input.deploymentId,
    state: { notIn: endedStates },
  };
  const deployment = await deps.db.deployment.findFirst({ where, select: { state: true } });
  if (!deployment) return;
  await deps.db.deployment.updateMany({
    where,
    data: { state: 'failed', failedStep: deployment.state, errorMessage: input.message },
  });
}
