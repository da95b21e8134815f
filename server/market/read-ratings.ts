import type { Deps } from '#server/deps-type.ts';

export interface DeedRating {
  /** Weighted mean of 1 to 5; null while nobody whose fees count has rated. */
  stars: number | null;
  count: number;
}

/** Ratings of deeds, each holder's weighed by the fees they paid for it to others than themselves. */
export async function readRatings(
  deps: Pick<Deps, 'db'>,
  deedIds: readonly string[],
): Promise<Map<string, DeedRating>> {
  const rows = await deps.db.rating.groupBy({
    by: ['deedId'],
    where: { deedId: { in: [...deedIds] } },
    _avg: { stars: true },
    _count: true,
  });
  return new Map(rows.map(({ deedId, _avg, _count }) => [deedId.toFixed(), { stars: _avg.stars, count: _count }]));
}
