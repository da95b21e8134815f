import type { Address } from 'viem';
import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';

/** One of the account's own nodes. Throws `not_found` for an unknown one and for somebody else's alike. */
export async function findOwnNode(
  deps: Pick<Deps, 'db'>,
  input: { ownerId: string; nodeId: string },
): Promise<{ id: string; name: string; address: Address }> {
  const node = await deps.db.node.findFirst({
    where: { id: input.nodeId, ownerId: input.ownerId },
    select: { id: true, name: true, address: true },
  });
  if (!node) throw new AppError('not_found', `You have no node with id "${input.nodeId}".`);
  return { ...node, address: node.address as Address };
}
