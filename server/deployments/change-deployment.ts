import { deploymentStatusSchema } from '#protocol/control/control-api.ts';
import type { Deps } from '#server/deps-type.ts';
import { requestControl } from '#server/nodes/request-control.ts';
import { findOwnDeployment } from './find-own-deployment.ts';
import { recordAllDeployments } from './record-all-deployments.ts';

/** Rolls back to the deployment that served before this one: one switch on the node, without a download. */
export async function rollbackDeployment(deps: Deps, input: { ownerId: string; deploymentId: string }): Promise<void> {
  await change(deps, { ...input, method: 'POST', path: `/control/deployments/${input.deploymentId}/rollback` });
}

/** Stops serving a deployment on its node. */
export async function stopDeployment(deps: Deps, input: { ownerId: string; deploymentId: string }): Promise<void> {
  await change(deps, { ...input, method: 'DELETE', path: `/control/deployments/${input.deploymentId}` });
}

/** Asks the node, then writes down what it says of all its deployments: a rollback changes two of them. */
async function change(
  deps: Deps,
  input: { ownerId: string; deploymentId: string; method: string; path: string },
): Promise<void> {
  const { nodeId } = await findOwnDeployment(deps, input);
  const target = { ownerId: input.ownerId, nodeId };
  await requestControl(deps, { ...target, method: input.method, path: input.path }, deploymentStatusSchema);
  await recordAllDeployments(deps, target);
}
