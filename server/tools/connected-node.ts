import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';
import { connectedNodes } from '#server/knowledge/embedding/ask-nodes.ts';

/** A connected node of the owner. Throws `node_offline` when there is none. */
export async function connectedNode(deps: Pick<Deps, 'db'>, ownerId: string): Promise<string> {
  const [nodeId] = await connectedNodes(deps, ownerId);
  if (nodeId) return nodeId;
  throw new AppError(
    'node_offline',
    'Tools are called by a node, and none of yours is connected. Start one, or look under Nodes why it is not.',
  );
}
