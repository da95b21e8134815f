import type { Deps } from '#server/deps-type.ts';
import type { Resale } from './market-types.ts';

/** Resale offers of a deed and its licences that can be bought now, cheapest first. */
export async function readResales(deps: Pick<Deps, 'db' | 'clock'>, deedId: string): Promise<Resale[]> {
  const rows = await deps.db.marketListing.findMany({
    where: { deedId, state: 'open', expiresAt: { gt: deps.clock() } },
    orderBy: { price: 'asc' },
    take: 100,
  });
  return rows.map(({ listingId, kind, seller, scope, units, asset, price, transferNonce, expiresAt }) => ({
    ...{ kind, seller, scope, asset, expiresAt },
    listingId: listingId.toFixed(),
    units: Number(units),
    price: price.toFixed(),
    transferNonce: transferNonce.toFixed(),
  }));
}
