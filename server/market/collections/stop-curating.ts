import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';
import { assertOperator } from '#server/market/market-operator.ts';

/** Ends somebody's curating: their collections are hidden, not deleted, and come back when they are let in again. By the studio's operator; safe to repeat. */
export async function stopCurating(
  deps: Pick<Deps, 'db' | 'clock'>,
  input: { ownerId: string; curator: string },
): Promise<void> {
  assertOperator(input.ownerId);
  const slug = input.curator;
  const { count } = await deps.db.curator.updateMany({
    where: { slug, endedAt: null },
    data: { endedAt: deps.clock() },
  });
  if (count > 0 || (await deps.db.curator.count({ where: { slug } })) > 0) return;
  throw new AppError('not_found', `No curator has the address “${slug}”.`);
}
