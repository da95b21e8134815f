import { AppError } from '#protocol/errors.ts';
import { newId } from '#protocol/new-id.ts';
import type { Deps } from '#server/deps-type.ts';
import { enqueueJob } from '#server/jobs/enqueue-job.ts';

/** Asks for a version to be deployed on a node: the row and its job, in one transaction. Throws `node_offline` while the node isn't linked. */
export async function deployAgent(
  deps: Deps,
  input: { ownerId: string; agentVersionId: string; nodeId: string },
): Promise<{ deploymentId: string; jobId: string }> {
  const version = await deps.db.agentVersion.findFirst({
    where: { id: input.agentVersionId, ownerId: input.ownerId },
    select: { id: true, number: true },
  });
  if (!version) throw new AppError('not_found', 'No version of yours has this id; publish the agent first.');
  const node = await deps.db.node.findFirst({
    where: { id: input.nodeId, ownerId: input.ownerId },
    select: { id: true, name: true, gatewayId: true, offlineReason: true },
  });
  if (!node) throw new AppError('not_found', 'No node of yours has this id.');
  if (!node.gatewayId) {
    throw new AppError(
      'node_offline',
      [`"${node.name}" is not connected.`, node.offlineReason, 'Start it, then deploy again.']
        .filter(Boolean)
        .join(' '),
    );
  }

  const now = deps.clock();
  const deploymentId = newId(now.getTime());
  return deps.db.$transaction(async (tx) => {
    await tx.deployment.create({
      data: { id: deploymentId, ownerId: input.ownerId, nodeId: node.id, agentVersionId: version.id, createdAt: now },
    });
    const job = await enqueueJob(tx, {
      ownerId: input.ownerId,
      kind: 'deployment.deploy',
      subject: `deployment:${deploymentId}`,
      payload: { deploymentId },
      idempotencyKey: `deploy:${deploymentId}`,
      maxAttempts: 3,
    });
    await tx.deployment.update({ where: { id: deploymentId }, data: { jobId: job.id }, select: { id: true } });
    return { deploymentId, jobId: job.id };
  });
}
