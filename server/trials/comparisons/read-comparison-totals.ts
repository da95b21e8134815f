import { comparisonScoreSchema } from '#protocol/control/comparison.ts';
import type { Deps } from '#server/deps-type.ts';

export interface ComparisonTotals {
  /** People whose comparisons are counted: the newest of each, none of the creator's own. */
  people: number;
  withWins: number;
  withoutWins: number;
  ties: number;
}

/** How a component did in everybody's blind comparisons, by the scores that nodes signed. */
export async function readComparisonTotals(
  deps: Pick<Deps, 'db'>,
  { componentId }: { componentId: string },
): Promise<ComparisonTotals> {
  const rows = await deps.db.comparison.findMany({
    where: { componentId, state: 'revealed' },
    orderBy: { revealedAt: 'desc' },
    select: { ownerId: true, score: true, trial: { select: { ownerId: true } } },
  });
  const newest = new Map(rows.toReversed().map((row) => [row.ownerId, row]));
  const totals = { people: 0, withWins: 0, withoutWins: 0, ties: 0 };
  for (const { ownerId, score, trial } of newest.values()) {
    if (ownerId === trial.ownerId) continue;
    const { withWins, withoutWins, ties } = comparisonScoreSchema.parse(score);
    totals.people += 1;
    totals.withWins += withWins;
    totals.withoutWins += withoutWins;
    totals.ties += ties;
  }
  return totals;
}
