import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';

/** The owner's deployment. Throws `not_found`, also for somebody else's. */
export async function findOwnDeployment(
  deps: Deps,
  input: { ownerId: string; deploymentId: string },
): Promise<{ id: string; nodeId: string; state: string }> {
  const deployment = await deps.db.deployment.findFirst({
    where: { id: input.deploymentId, ownerId: input.ownerId },
    select: { id: true, nodeId: true, state: true },
  });
  if (!deployment) throw new AppError('not_found', 'No deployment of yours has this id.');
  return deployment;
}
