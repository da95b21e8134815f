import type { Deps } from '#server/deps-type.ts';
import type { Holder } from '#server/market/market-types.ts';
import { seatFreeFrom } from './seat-free-from.ts';

export interface Seats {
  owned: number;
  /** `freeFrom`: when the seat can be given back; null when it can be now. */
  used: { node: string; name: string | null; releasedAt: Date; freeFrom: Date | null }[];
}

/** Seats of a deed that the account's wallets hold, and the nodes that sit on them. */
export async function listSeats(
  deps: Pick<Deps, 'db'>,
  input: { ownerId: string; deedId: string; holdings: readonly Holder[]; now: Date },
): Promise<Seats> {
  const { ownerId, deedId, holdings, now } = input;
  const seats = holdings.filter(({ scope }) => scope === 0);
  const rows = await deps.db.keyReleaseLog.findMany({
    where: { deedId, ground: 'seat', freedAt: null, wallet: { in: holdings.map(({ account }) => account) } },
    orderBy: { releasedAt: 'desc' },
    distinct: ['node'],
    select: { node: true, releasedAt: true },
  });
  const nodes = await deps.db.node.findMany({ where: { ownerId }, select: { address: true, name: true } });
  const names = new Map(nodes.map(({ address, name }) => [address.toLowerCase(), name]));
  return {
    owned: seats.reduce((sum, { units }) => sum + units, 0),
    used: rows.map((row) => {
      const freeFrom = seatFreeFrom(row.releasedAt);
      return { ...row, name: names.get(row.node) ?? null, freeFrom: freeFrom > now ? freeFrom : null };
    }),
  };
}
