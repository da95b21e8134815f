import type { Deps } from '#server/deps-type.ts';

type RatingDeps = Pick<Deps, 'db' | 'chain'>;

export interface DeedRating {
  /** Weighted mean of 1 to 5; null while nobody whose fees count has rated. */
  stars: number | null;
  count: number;
}

export interface WeightedRating {
  deedId: string;
  ownerId: string;
  name: string;
  stars: number;
  text: string;
  createdAt: Date;
  /** 0 for a person who paid nothing to somebody else for it: their word is shown and counts nothing. */
  weight: number;
}

/**
 * Ratings of deeds, each weighed by the root of what its author's wallets paid for licences of it, in whole units of the asset: more fees count more, and no payer drowns the others.
 * Payments by wallets of the creator's account or of the deed's owner, and those that were refunded, are no fees.
 */
export async function readWeightedRatings(deps: RatingDeps, deedIds: readonly string[]): Promise<WeightedRating[]> {
  const rows = await deps.db.rating.findMany({
    where: { deedId: { in: [...deedIds] } },
    select: {
      deedId: true,
      ownerId: true,
      stars: true,
      text: true,
      createdAt: true,
      owner: { select: { name: true } },
    },
  });
  if (rows.length === 0) return [];
  const weights = await readWeights(deps, deedIds);
  return rows
    .map(({ deedId, owner, ...row }) => ({
      ...row,
      deedId: deedId.toFixed(),
      name: owner.name,
      weight: weights.get(`${deedId.toFixed()} ${row.ownerId}`) ?? 0,
    }))
    .toSorted((a, b) => b.weight - a.weight || b.createdAt.getTime() - a.createdAt.getTime());
}

/** Weight of each account's word on each deed, by "<deed> <account>". */
async function readWeights(deps: RatingDeps, deedIds: readonly string[]): Promise<Map<string, number>> {
  const paid = await deps.db.$queryRaw<{ deedId: string; ownerId: string; asset: string; sum: string }[]>`
    SELECT m."deedId"::text AS "deedId", w."ownerId"::text AS "ownerId", m."asset", sum(m."price")::text AS sum
    FROM "MarketPurchase" m
    JOIN "Deed" d ON d."id" = m."deedId"
    JOIN "Wallet" w ON lower(w."address") = m."buyer"
    LEFT JOIN "SaleTerms" s ON s."deedId" = m."deedId"
    WHERE m."deedId"::text = ANY(${[...deedIds]}) AND m."state" <> 'refunded'
      AND m."buyer" NOT IN (d."creator", d."owner") AND w."ownerId" IS DISTINCT FROM s."ownerId"
    GROUP BY 1, 2, 3`;
  const decimals = new Map(deps.chain?.facts.assets.map((one) => [one.address.toLowerCase(), one.decimals]));
  const weights = new Map<string, number>();
  for (const { deedId, ownerId, asset, sum } of paid) {
    const key = `${deedId} ${ownerId}`;
    const whole = Number(sum) / 10 ** (decimals.get(asset) ?? 18);
    weights.set(key, (weights.get(key) ?? 0) + Math.sqrt(whole));
  }
  return weights;
}

/** The weighted mean of each deed's ratings. */
export async function readRatings(deps: RatingDeps, deedIds: readonly string[]): Promise<Map<string, DeedRating>> {
  const rows = await readWeightedRatings(deps, deedIds);
  const found = new Map<string, DeedRating>();
  for (const [deedId, own] of Map.groupBy(rows, (row) => row.deedId)) {
    const total = own.reduce((sum, { weight }) => sum + weight, 0);
    const stars = own.reduce((sum, row) => sum + row.stars * row.weight, 0) / total;
    found.set(deedId, { stars: total > 0 ? stars : null, count: own.length });
  }
  return found;
}
