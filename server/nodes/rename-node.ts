import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import type { Deps } from '#server/deps-type.ts';
import { findOwnNode } from './find-own-node.ts';

/** Gives a node another name. */
export async function renameNode(
  deps: Pick<Deps, 'db'>,
  input: { ownerId: string; nodeId: string; name: string },
): Promise<void> {
  const name = input.name.trim();
  if (name.length === 0 || name.length > limits.nameLength) {
    throw new AppError('invalid_input', `A node's name has 1 to ${limits.nameLength} characters.`, { param: 'name' });
  }
  const node = await findOwnNode(deps, input);
  await deps.db.node.update({ where: { id: node.id }, data: { name } });
}
