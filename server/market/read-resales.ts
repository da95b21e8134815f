import { chainNow } from '#server/chain/chain-now.ts';
import type { Deps } from '#server/deps-type.ts';
import type { Resale } from './market-types.ts';

/** Resale offers of a deed and its licences that can be bought now, cheapest first in each asset; the reader's own stay, marked, after what they offer has changed hands. */
export async function readResales(
  deps: Pick<Deps, 'db' | 'chain' | 'clock'>,
  { deedId, wallets }: { deedId: string; wallets: string[] },
): Promise<Resale[]> {
  const rows = await deps.db.marketListing.findMany({
    where: {
      deedId,
      expiresAt: { gt: await chainNow(deps) },
      OR: [{ state: 'open' }, { state: 'stale', seller: { in: wallets } }],
    },
    orderBy: [{ state: 'asc' }, { asset: 'asc' }, { price: 'asc' }],
    take: 100,
  });
  return rows.map(({ kind, seller, scope, asset, expiresAt, ...row }) => ({
    ...{ kind, seller, scope, asset, expiresAt },
    isStale: row.state === 'stale',
    listingId: row.listingId.toFixed(),
    units: Number(row.units),
    price: row.price.toFixed(),
    transferNonce: row.transferNonce.toFixed(),
  }));
}
