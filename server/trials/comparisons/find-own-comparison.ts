import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';

/** One of the person's own comparisons with its rows. Throws `not_found`. */
export async function findOwnComparison(
  deps: Pick<Deps, 'db'>,
  { ownerId, comparisonId }: { ownerId: string; comparisonId: string },
) {
  const comparison = await deps.db.comparison.findFirst({
    where: { id: comparisonId, ownerId },
    include: { rows: { orderBy: { position: 'asc' } } },
  });
  if (comparison) return comparison;
  throw new AppError('not_found', 'No comparison of yours has this id.');
}
