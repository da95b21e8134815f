import { type ControlScore, comparisonScoreSchema, textHash, type Verdict } from '#protocol/control/comparison.ts';
import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';
import { requestControl } from '#server/nodes/request-control.ts';
import { findOwnComparison } from './find-own-comparison.ts';
import { type Comparison, getComparison } from './get-comparison.ts';

/** Ends a comparison once all answers are judged: the node that gave them counts and signs the score, and the sides are shown. Safe to repeat. Throws `conflict` while verdicts are missing, `node_offline`. */
export async function revealComparison(
  deps: Deps,
  input: { ownerId: string; comparisonId: string },
): Promise<Comparison> {
  const comparison = await findOwnComparison(deps, input);
  if (comparison.state === 'revealed') return getComparison(deps, input);
  const rows = comparison.rows.filter(({ proof }) => proof !== null);
  const open = rows.filter(({ verdict }) => verdict === null);
  if (comparison.state !== 'judging' || open.length > 0) {
    const what = open.length > 0 ? `${open.length} of ${rows.length} answers are` : 'The answers are';
    throw new AppError('conflict', `${what} not judged yet; which side is which shows after that.`);
  }
  const trial = await deps.db.trial.findUniqueOrThrow({
    where: { componentId: comparison.componentId },
    select: { ownerId: true, nodeId: true },
  });
  const body: ControlScore = {
    comparison: textHash(comparison.id),
    contentRoot: comparison.contentRoot,
    rows: rows.map(({ position, question, withText, withoutText, proof, verdict, withSide }) => ({
      ...{ position, question, withAnswer: withText ?? '', withoutAnswer: withoutText ?? '', signature: proof ?? '' },
      verdict: verdictOf(verdict, withSide),
    })),
  };
  const request = { ...trial, method: 'POST', path: '/control/comparisons/score', body };
  const score = await requestControl(deps, request, comparisonScoreSchema);
  await deps.db.comparison.updateMany({
    where: { id: comparison.id, state: 'judging' },
    data: { state: 'revealed', score, revealedAt: deps.clock() },
  });
  return getComparison(deps, input);
}

function verdictOf(verdict: string | null, withSide: string): Verdict {
  if (verdict === 'tie') return 'tie';
  return verdict === withSide ? 'with' : 'without';
}
