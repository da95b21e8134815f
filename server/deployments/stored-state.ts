import type { DeploymentState as ProtocolState } from '#protocol/control/control-api.ts';
import type { DeploymentState } from '#server/generated/client.ts';

/** States in which no job follows a deployment any more. */
export const endedStates: DeploymentState[] = ['live', 'failed', 'superseded', 'rolled_back', 'stopped'];

/** A node's word for a state as the database spells it. */
export function storedState(state: ProtocolState): DeploymentState {
  return state === 'rolled-back' ? 'rolled_back' : state;
}
