import type { Deps } from '#server/deps-type.ts';
import type { Holder } from './market-types.ts';

const shown = 200;

/** Who holds licences of a deed, most units first. */
export async function readHolders(deps: Pick<Deps, 'db'>, deedId: string): Promise<Holder[]> {
  const rows = await deps.db.licenceHolding.findMany({
    where: { deedId, units: { gt: 0 } },
    orderBy: [{ units: 'desc' }, { account: 'asc' }],
    take: shown,
    select: { account: true, scope: true, units: true, expiresAt: true },
  });
  return rows.map(({ units, ...row }) => ({ ...row, units: Number(units) }));
}
