import type { NodeStatus } from '#protocol/control/control-api.ts';
import type { Deps } from '#server/deps-type.ts';
import { endedStates, storedState } from './stored-state.ts';

/**
 * The node holds the truth about its deployments: one that replaced another, or failed to come back after a restart, is known here with the next heartbeat.
 * A heartbeat tells no steps, so a deployment under way is left to the job that follows it: whoever watches would see the end without the steps before it, and stop.
 */
export async function recordHeartbeatStates(
  deps: Pick<Deps, 'db'>,
  { nodeId, status }: { nodeId: string; status: NodeStatus },
): Promise<void> {
  for (const { deploymentId, state, failedStep, reason } of status.deployments) {
    const stored = storedState(state);
    if (!endedStates.includes(stored)) continue;
    await deps.db.deployment.updateMany({
      where: { id: deploymentId, nodeId, state: { in: endedStates, not: stored } },
      data: { state: stored, failedStep, errorMessage: reason },
    });
  }
}
