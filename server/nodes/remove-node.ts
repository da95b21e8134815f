import type { Deps } from '#server/deps-type.ts';
import { findOwnNode } from './find-own-node.ts';

/** Forgets a node with its access keys and the history of its deployments; it can join again with a new join token. Its link ends at the next heartbeat. */
export async function removeNode(deps: Pick<Deps, 'db'>, input: { ownerId: string; nodeId: string }): Promise<void> {
  const node = await findOwnNode(deps, input);
  await deps.db.node.delete({ where: { id: node.id } });
}
