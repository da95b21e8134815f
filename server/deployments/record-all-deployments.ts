import { z } from 'zod';
import { deploymentStatusSchema } from '#protocol/control/control-api.ts';
import type { Deps } from '#server/deps-type.ts';
import { requestControl } from '#server/nodes/request-control.ts';
import { recordDeploymentEvents } from './record-deployment-events.ts';

const statusesSchema = z.object({ deployments: z.array(deploymentStatusSchema) });

/** Writes down what a node says of all its deployments: going live or rolling back changes two of them. */
export async function recordAllDeployments(deps: Deps, target: { ownerId: string; nodeId: string }): Promise<void> {
  const list = { ...target, method: 'GET', path: '/control/deployments' };
  const { deployments } = await requestControl(deps, list, statusesSchema);
  for (const status of deployments) await recordDeploymentEvents(deps, { deploymentId: status.deploymentId, status });
}
