import type { Deps } from '#server/deps-type.ts';
import { nameDeeds } from '#server/market/name-deeds.ts';
import { ownWallets } from '#server/market/own-wallets.ts';

/** A deed or licences that a wallet of the account bought from an owner. */
interface ResalePurchase {
  listingId: string;
  kind: 'deed' | 'licence';
  name: string;
  asset: string;
  price: string;
  txHash: string;
  boughtAt: Date;
}

/** What the account bought of owners, newest first. */
export async function listResalePurchases(
  deps: Pick<Deps, 'db'>,
  { ownerId }: { ownerId: string },
): Promise<ResalePurchase[]> {
  const rows = await deps.db.marketListing.findMany({
    where: { buyer: { in: await ownWallets(deps, ownerId) }, state: 'bought' },
    orderBy: { changedAt: 'desc' },
    take: 200,
  });
  const nameOf = await nameDeeds(
    deps,
    rows.map(({ deedId }) => deedId.toFixed()),
  );
  return rows.map(({ listingId, kind, deedId, asset, price, changedTx, changedAt }) => ({
    listingId: listingId.toFixed(),
    kind,
    name: nameOf(deedId.toFixed()),
    asset,
    price: price.toFixed(),
    txHash: changedTx,
    boughtAt: changedAt,
  }));
}
