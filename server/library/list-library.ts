import { noCommitment } from '#protocol/market/mint-terms.ts';
import { saleChoicesSchema } from '#protocol/market/preset-terms.ts';
import type { Deps } from '#server/deps-type.ts';
import { listOwnListings, type OwnListing } from './list-own-listings.ts';
import { listPurchases, type OwnPurchase } from './list-purchases.ts';
import { listSeats, type Seats } from './list-seats.ts';
import { isInForce, type OwnHolding, ownHoldings } from './own-holdings.ts';

type LibraryState = 'waiting-for-key' | 'ready' | 'installed' | 'expired' | 'refunded' | 'sold' | 'bad-key';

export interface LibraryItem {
  deedId: string;
  /** Of `market.page`. */
  id: string;
  name: string;
  kind: string;
  creator: string;
  coverPath: string | null;
  licenceText: string;
  holdings: OwnHolding[];
  /** What of it the account sells on. */
  offered: OwnListing[];
  state: LibraryState;
  /** Newest purchase of it by this account; null for licences that came otherwise. */
  purchaseId: string | null;
  installed: { componentId: string; number: number } | null;
  newest: { number: number; createdAt: Date };
  /** A newer version can be installed: the licence is in force. */
  hasUpdate: boolean;
  seats: Seats;
}

/** Everything that the account holds licences of, or bought and is waiting for. */
export async function listLibrary(
  deps: Pick<Deps, 'db' | 'chain' | 'clock' | 'secrets'>,
  input: { ownerId: string },
): Promise<LibraryItem[]> {
  const holdings = await ownHoldings(deps, input);
  const purchases = await listPurchases(deps, input);
  const offered = await listOwnListings(deps, input);
  const ids = [...new Set([...holdings.keys(), ...purchases.map(({ deedId }) => deedId)])];
  const items = await Promise.all(
    ids.map((deedId) =>
      readEntry(deps, {
        ...input,
        deedId,
        holdings: holdings.get(deedId) ?? [],
        offered: offered.get(deedId) ?? [],
        purchase: purchases.find((one) => one.deedId === deedId) ?? null,
      }),
    ),
  );
  return items.filter((item) => item !== null).toSorted((a, b) => (BigInt(a.deedId) < BigInt(b.deedId) ? 1 : -1));
}

interface ItemInput {
  ownerId: string;
  deedId: string;
  holdings: OwnHolding[];
  offered: OwnListing[];
  purchase: OwnPurchase | null;
}

async function readEntry(deps: Pick<Deps, 'db' | 'clock'>, input: ItemInput): Promise<LibraryItem | null> {
  const { ownerId, deedId, holdings, offered, purchase } = input;
  const deed = await deps.db.deed.findUnique({ where: { id: deedId } });
  const newest = await deps.db.deedVersion.findFirst({ where: { deedId }, orderBy: { number: 'desc' } });
  if (!deed || !newest) return null;
  const entry = await deps.db.libraryEntry.findUnique({ where: { ownerId_deedId: { ownerId, deedId } } });
  const installed = entry?.componentId ? { componentId: entry.componentId, number: entry.number } : null;
  const isPublic = newest.keyCommitment === null || newest.keyCommitment === noCommitment;
  const isCurrent = isInForce(deps, holdings);
  return {
    ...{ deedId, holdings, offered, installed },
    ...(await readNames(deps, deedId)),
    kind: deed.kind,
    creator: deed.creator,
    state: stateOf({ isInstalled: installed !== null, isPublic, isCurrent, holdings, purchase }),
    purchaseId: purchase?.purchaseId ?? null,
    newest: { number: newest.number, createdAt: newest.createdAt },
    hasUpdate: installed !== null && isCurrent && installed.number < newest.number,
    seats: await listSeats(deps, { ownerId, deedId, holdings }),
  };
}

async function readNames(
  deps: Pick<Deps, 'db'>,
  deedId: string,
): Promise<Pick<LibraryItem, 'id' | 'name' | 'coverPath' | 'licenceText'>> {
  const sale = await deps.db.saleTerms.findUnique({
    where: { deedId },
    select: {
      componentId: true,
      choices: true,
      component: { select: { name: true, marketPage: { select: { coverBlobId: true } } } },
    },
  });
  if (!sale) return { id: deedId, name: `#${deedId}`, coverPath: null, licenceText: '' };
  const hasCover = Boolean(sale.component.marketPage?.coverBlobId);
  return {
    id: deedId,
    name: sale.component.name,
    coverPath: hasCover ? `/api/market/covers/${sale.componentId}` : null,
    licenceText: saleChoicesSchema.parse(sale.choices).licence,
  };
}

function stateOf(input: {
  isInstalled: boolean;
  isPublic: boolean;
  isCurrent: boolean;
  holdings: OwnHolding[];
  purchase: OwnPurchase | null;
}): LibraryState {
  const { isInstalled, isPublic, isCurrent, holdings, purchase } = input;
  if (holdings.length === 0) return purchase?.state === 'refunded' ? 'refunded' : 'sold';
  if (isInstalled) return isCurrent ? 'installed' : 'expired';
  if (!isCurrent) return 'expired';
  if (isPublic || !purchase) return 'ready';
  if (purchase.key === 'wrong' || purchase.key === 'unreadable') return 'bad-key';
  return purchase.state === 'held' ? 'waiting-for-key' : 'ready';
}
