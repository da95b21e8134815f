import { noCommitment } from '#protocol/market/mint-terms.ts';
import { saleChoicesSchema } from '#protocol/market/preset-terms.ts';
import { chainNow } from '#server/chain/chain-now.ts';
import type { Deps } from '#server/deps-type.ts';
import { type Coverage, findCoverage } from '#server/domains/find-coverage.ts';
import { coverPathOf } from '#server/market/cover-path-of.ts';
import { listOwnListings, type OwnListing } from './list-own-listings.ts';
import { listPurchases, type OwnPurchase } from './list-purchases.ts';
import { listSeats, type Seats } from './list-seats.ts';
import { isInForce, type OwnHolding, ownHoldings } from './own-holdings.ts';

type LibraryState =
  | 'waiting-for-key'
  | 'late'
  | 'disputed'
  | 'ready'
  | 'installed'
  | 'expired'
  | 'refunded'
  | 'sold'
  | 'bad-key';

export interface LibraryItem {
  deedId: string;
  /** Of `market.page`. */
  id: string;
  name: string;
  kind: string;
  creator: string;
  coverPath: string | null;
  licenceText: string;
  /** Why the studio's operator took it off the market; null while it is there. */
  takenDownReason: string | null;
  holdings: OwnHolding[];
  /** Domains of others that cover it for nodes of the account. */
  coverage: Coverage[];
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

/** Everything that the account holds licences of, bought and is waiting for, or may use through a domain. */
export async function listLibrary(
  deps: Pick<Deps, 'db' | 'chain' | 'clock' | 'secrets'>,
  input: { ownerId: string },
): Promise<LibraryItem[]> {
  const holdings = await ownHoldings(deps, input);
  const purchases = await listPurchases(deps, input);
  const offered = await listOwnListings(deps, input);
  const coverage = Map.groupBy(await findCoverage(deps, input), ({ deedId }) => deedId);
  const now = await chainNow(deps);
  const installed = await deps.db.libraryEntry.findMany({ where: input, select: { deedId: true } });
  const known = [purchases.map(({ deedId }) => deedId), installed.map(({ deedId }) => deedId.toFixed())];
  const ids = [...new Set([...holdings.keys(), ...known.flat(), ...coverage.keys()])];
  const items = await Promise.all(
    ids.map((deedId) =>
      readEntry(deps, {
        ...input,
        deedId,
        holdings: holdings.get(deedId) ?? [],
        coverage: coverage.get(deedId) ?? [],
        offered: offered.get(deedId) ?? [],
        purchase: purchases.find((one) => one.deedId === deedId) ?? null,
        now,
      }),
    ),
  );
  return items.filter((item) => item !== null).toSorted((a, b) => (BigInt(a.deedId) < BigInt(b.deedId) ? 1 : -1));
}

interface ItemInput {
  ownerId: string;
  deedId: string;
  holdings: OwnHolding[];
  coverage: Coverage[];
  offered: OwnListing[];
  purchase: OwnPurchase | null;
  now: Date;
}

async function readEntry(deps: Pick<Deps, 'db'>, input: ItemInput): Promise<LibraryItem | null> {
  const { ownerId, deedId, holdings, coverage, offered, purchase, now } = input;
  const deed = await deps.db.deed.findUnique({ where: { id: deedId } });
  const newest = await deps.db.deedVersion.findFirst({ where: { deedId }, orderBy: { number: 'desc' } });
  if (!deed || !newest) return null;
  const entry = await deps.db.libraryEntry.findUnique({ where: { ownerId_deedId: { ownerId, deedId } } });
  const installed = entry?.componentId ? { componentId: entry.componentId, number: entry.number } : null;
  // Sold on, and never installed: nothing of it is here any more.
  const isCovered = coverage.length > 0;
  if (holdings.length === 0 && !isCovered && !installed && purchase?.state !== 'refunded') return null;
  const isPublic = newest.keyCommitment === null || newest.keyCommitment === noCommitment;
  const isCurrent = isInForce(holdings) || isCovered;
  const isTimed = (await deps.db.deedScope.count({ where: { deedId, durationSeconds: { not: null } } })) > 0;
  return {
    ...{ deedId, holdings, coverage, offered, installed },
    ...(await readNames(deps, deedId)),
    kind: deed.kind,
    creator: deed.creator,
    state: stateOf({ isInstalled: installed !== null, isPublic, isCurrent, isCovered, isTimed, holdings, purchase }),
    purchaseId: purchase?.purchaseId ?? null,
    newest: { number: newest.number, createdAt: newest.createdAt },
    hasUpdate: installed !== null && isCurrent && installed.number < newest.number,
    seats: await listSeats(deps, { ownerId, deedId, holdings, now }),
  };
}

async function readNames(
  deps: Pick<Deps, 'db'>,
  deedId: string,
): Promise<Pick<LibraryItem, 'id' | 'name' | 'coverPath' | 'licenceText' | 'takenDownReason'>> {
  const sale = await deps.db.saleTerms.findUnique({
    where: { deedId },
    select: {
      componentId: true,
      choices: true,
      takenDownAt: true,
      takenDownReason: true,
      component: { select: { name: true, marketPage: { select: { coverBlobId: true } } } },
    },
  });
  if (!sale) return { id: deedId, name: `#${deedId}`, coverPath: null, licenceText: '', takenDownReason: null };
  const coverBlobId = sale.component.marketPage?.coverBlobId ?? null;
  return {
    id: deedId,
    name: sale.component.name,
    coverPath: coverPathOf({ componentId: sale.componentId, coverBlobId }),
    licenceText: saleChoicesSchema.parse(sale.choices).licence,
    takenDownReason: sale.takenDownAt ? sale.takenDownReason : null,
  };
}

interface StateFacts {
  isInstalled: boolean;
  isPublic: boolean;
  isCurrent: boolean;
  /** By a domain of somebody else. */
  isCovered: boolean;
  /** Its licences end by themselves, and can't be passed on. */
  isTimed: boolean;
  holdings: OwnHolding[];
  purchase: OwnPurchase | null;
}

function stateOf(facts: StateFacts): LibraryState {
  const { isInstalled, isPublic, isCurrent, purchase } = facts;
  if (facts.holdings.length === 0 && !facts.isCovered) return endedState(facts);
  if (!isCurrent) return 'expired';
  if (isInstalled) return 'installed';
  if (isPublic || facts.isCovered || !purchase) return 'ready';
  if (purchase.state === 'disputed') return 'disputed';
  if (purchase.key === 'wrong' || purchase.key === 'unreadable') return 'bad-key';
  if (purchase.state !== 'held') return 'ready';
  return purchase.isLate ? 'late' : 'waiting-for-key';
}

/** Why nothing is held any more. */
function endedState({ isTimed, purchase }: StateFacts): LibraryState {
  if (purchase?.state === 'refunded') return 'refunded';
  return isTimed ? 'expired' : 'sold';
}
