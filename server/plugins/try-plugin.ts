import {
  type ControlPluginOutcome,
  type ControlPluginRun,
  controlPluginOutcomeSchema,
} from '#protocol/control/plugin-run.ts';
import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';
import { connectedNodes } from '#server/knowledge/embedding/ask-nodes.ts';
import { requestControl } from '#server/nodes/request-control.ts';

/** Runs a plugin once in the sandbox of a connected node of the owner's, as it stands in the editor. Its own failure is part of the outcome. Throws `node_offline` where no node is connected. */
export async function tryPlugin(
  deps: Deps,
  input: { ownerId: string; run: ControlPluginRun; signal?: AbortSignal },
): Promise<ControlPluginOutcome> {
  const { ownerId, run, signal } = input;
  const [nodeId] = await connectedNodes(deps, ownerId);
  if (!nodeId) {
    throw new AppError(
      'node_offline',
      'Plugins run on a node, and none of yours is connected. Start one, or look under Nodes why it is not.',
    );
  }
  const request = { ownerId, nodeId, method: 'POST', path: '/control/plugins/run', body: run };
  return requestControl(deps, { ...request, ...(signal && { signal }) }, controlPluginOutcomeSchema);
}
