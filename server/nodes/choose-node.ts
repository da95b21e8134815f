import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';

/** The account's online node that does the studio's own work (embedding, search, preview): the one longest linked. Throws `node_offline` when none is. */
export async function chooseNode(
  deps: Pick<Deps, 'db'>,
  input: { ownerId: string },
): Promise<{ id: string; name: string }> {
  const node = await deps.db.node.findFirst({
    where: { ownerId: input.ownerId, gatewayId: { not: null } },
    orderBy: [{ linkedAt: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true },
  });
  if (!node) throw new AppError('node_offline', 'None of your nodes is connected; start one, or add one under Nodes.');
  return node;
}
