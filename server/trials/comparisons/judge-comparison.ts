import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';
import { findOwnComparison } from './find-own-comparison.ts';

/** Notes which answer to a question the person finds better; it may change until the comparison is revealed. Throws `not_found`, `conflict` before there are answers and after the reveal. */
export async function judgeComparison(
  deps: Pick<Deps, 'db'>,
  input: { ownerId: string; comparisonId: string; position: number; verdict: 'left' | 'right' | 'tie' },
): Promise<void> {
  const { comparisonId, position, verdict } = input;
  const { state } = await findOwnComparison(deps, input);
  if (state === 'revealed') throw new AppError('conflict', 'The sides are known now, so no verdict changes any more.');
  const { count } = await deps.db.comparisonRow.updateMany({
    where: { comparisonId, position, proof: { not: null }, comparison: { state: 'judging' } },
    data: { verdict },
  });
  if (count === 0) throw new AppError('conflict', 'This question has no answers to judge; wait until all were asked.');
}
