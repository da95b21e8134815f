import type { Deps } from '#server/deps-type.ts';

/** What a deed has earned for everybody with a share in it, by asset; the protocol's fee is left out. */
export async function readRevenue(
  deps: Pick<Deps, 'db'>,
  deedId: string,
): Promise<{ asset: string; amount: string }[]> {
  const rows = await deps.db.ledgerCredit.groupBy({
    by: ['asset'],
    where: { deedId, source: { in: ['licence', 'parent', 'royalty'] } },
    _sum: { amount: true },
  });
  return rows.map(({ asset, _sum }) => ({ asset, amount: _sum.amount?.toFixed() ?? '0' }));
}
