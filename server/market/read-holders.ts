import { chainNow } from '#server/chain/chain-now.ts';
import type { Deps } from '#server/deps-type.ts';
import type { Holder } from './market-types.ts';

const shown = 200;

/** Who holds licences of a deed, most units first. */
export async function readHolders(deps: Pick<Deps, 'db' | 'chain' | 'clock'>, deedId: string): Promise<Holder[]> {
  const rows = await deps.db.licenceHolding.findMany({
    where: { deedId, units: { gt: 0 } },
    orderBy: [{ units: 'desc' }, { account: 'asc' }],
    take: shown,
    select: { account: true, scope: true, units: true, expiresAt: true },
  });
  const now = await chainNow(deps);
  return rows.map(({ units, ...row }) => ({
    ...row,
    units: Number(units),
    hasEnded: row.expiresAt !== null && row.expiresAt <= now,
  }));
}
