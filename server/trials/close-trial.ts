import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';

/** Ends the trial of one of the owner's components. What was counted stays, so that opening it again gives nobody a second budget. Throws `not_found`. */
export async function closeTrial(
  deps: Pick<Deps, 'db'>,
  { ownerId, componentId }: { ownerId: string; componentId: string },
): Promise<void> {
  const { count } = await deps.db.trial.updateMany({ where: { componentId, ownerId }, data: { state: 'closed' } });
  if (count === 0) throw new AppError('not_found', 'No trial of yours has this id; it may have been deleted.');
}
