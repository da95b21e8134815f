import { chainNow } from '#server/chain/chain-now.ts';
import type { Deps } from '#server/deps-type.ts';
import { ownWallets } from '#server/market/own-wallets.ts';

/** Licences that a wallet of the account offers to anybody. */
export interface OwnListing {
  listingId: string;
  seller: string;
  scope: number;
  units: number;
  asset: string;
  price: string;
  expiresAt: Date;
  /** It can't be bought any more: other licences of the same kind left the wallet since. */
  isStale: boolean;
}

/** What the account offers of its licences, by deed, newest first, until it is bought, taken back or over. */
export async function listOwnListings(
  deps: Pick<Deps, 'db' | 'chain' | 'clock'>,
  { ownerId }: { ownerId: string },
): Promise<Map<string, OwnListing[]>> {
  const rows = await deps.db.marketListing.findMany({
    where: {
      kind: 'licence',
      seller: { in: await ownWallets(deps, ownerId) },
      state: { in: ['open', 'stale'] },
      expiresAt: { gt: await chainNow(deps) },
    },
    orderBy: { listingId: 'desc' },
    take: 200,
  });
  const found = new Map<string, OwnListing[]>();
  for (const { deedId, seller, scope, asset, expiresAt, ...row } of rows) {
    const listing = {
      ...{ seller, scope: scope ?? 0, asset, expiresAt },
      listingId: row.listingId.toFixed(),
      units: Number(row.units),
      price: row.price.toFixed(),
      isStale: row.state === 'stale',
    };
    found.set(deedId.toFixed(), [...(found.get(deedId.toFixed()) ?? []), listing]);
  }
  return found;
}
