import { nodeStatusSchema } from '#protocol/control/control-api.ts';
import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';

const sealingKeySchema = nodeStatusSchema.pick({ sealingKey: true });

/** The key to which secrets for one of the owner's nodes are sealed, from the last status that the node signed. Throws `conflict` for a node that tells none, `not_found` for somebody else's. */
export async function readSealingKey(
  deps: Pick<Deps, 'db'>,
  { ownerId, nodeId }: { ownerId: string; nodeId: string },
): Promise<string> {
  const node = await deps.db.node.findFirst({ where: { id: nodeId, ownerId }, select: { name: true, status: true } });
  if (!node) throw new AppError('not_found', 'No node of yours has this id.');
  const { data } = sealingKeySchema.safeParse(node.status);
  if (data?.sealingKey) return data.sealingKey;
  throw new AppError(
    'conflict',
    `"${node.name}" has not told its sealing key yet, so secrets can't be sent to it; update and start it, and try again.`,
  );
}
