import type { DeploymentStatus } from '#protocol/control/control-api.ts';
import type { Deps } from '#server/deps-type.ts';
import { storedState } from './stored-state.ts';

/** Writes down what a node reports of a deployment, its steps and its state at once; repeating a report or telling an older one late changes nothing, and one that was deleted here is passed over. */
export async function recordDeploymentEvents(
  deps: Deps,
  input: { deploymentId: string; status: DeploymentStatus },
): Promise<void> {
  const { deploymentId, status } = input;
  const newest = status.events.at(-1)?.sequence ?? 0;
  await deps.db.$transaction(async (tx) => {
    const known = await tx.$queryRaw<
      unknown[]
    >`SELECT 1 FROM "Deployment" WHERE "id" = ${deploymentId}::uuid FOR UPDATE`;
    if (known.length === 0) return;
    await tx.deploymentEvent.createMany({ data: rowsOf(input), skipDuplicates: true });
    await tx.deployment.updateMany({
      where: { id: deploymentId, events: { none: { sequence: { gt: newest } } } },
      data: { state: storedState(status.state), failedStep: status.failedStep, errorMessage: status.reason },
    });
  });
}

function rowsOf({ deploymentId, status }: { deploymentId: string; status: DeploymentStatus }) {
  return status.events.map((event) => ({
    deploymentId,
    sequence: event.sequence,
    state: event.state,
    message: event.message,
    done: event.done === undefined ? null : BigInt(Math.round(event.done)),
    total: event.total === undefined ? null : BigInt(Math.round(event.total)),
    at: new Date(event.at),
  }));
}
