import type { DeploymentStatus, DeploymentState as ProtocolState } from '#protocol/control/control-api.ts';
import type { Deps } from '#server/deps-type.ts';
import type { DeploymentState } from '#server/generated/client.ts';

/** Writes down what a node reports of a deployment; repeating a report changes nothing, and one that was deleted here is passed over. */
export async function recordDeploymentEvents(
  deps: Deps,
  input: { deploymentId: string; status: DeploymentStatus },
): Promise<void> {
  const { deploymentId, status } = input;
  const known = await deps.db.deployment.findUnique({ where: { id: deploymentId }, select: { id: true } });
  if (!known) return;
  const writeEvents = deps.db.deploymentEvent.createMany({
    data: status.events.map((event) => ({
      deploymentId,
      sequence: event.sequence,
      state: event.state,
      message: event.message,
      done: event.done === undefined ? null : BigInt(Math.round(event.done)),
      total: event.total === undefined ? null : BigInt(Math.round(event.total)),
      at: new Date(event.at),
    })),
    skipDuplicates: true,
  });
  const writeState = deps.db.deployment.updateMany({
    where: { id: deploymentId },
    data: { state: storedState(status.state), failedStep: status.failedStep, errorMessage: status.reason },
  });
  await deps.db.$transaction([writeEvents, writeState]);
}

/** The database spells states as identifiers. */
function storedState(state: ProtocolState): DeploymentState {
  return state === 'rolled-back' ? 'rolled_back' : state;
}
