import type { Deps } from '#server/deps-type.ts';
import { listPurchases, type OwnPurchase } from '#server/library/list-purchases.ts';
import { ownHoldings } from '#server/library/own-holdings.ts';
import { findArbiterSeat } from './disputes/find-arbiter-seat.ts';
import { nameDeeds } from './name-deeds.ts';

export type MarketAttention =
  /** The buyer can take money back, or has to object in time. */
  | {
      kind: 'purchase-due';
      id: string;
      name: string;
      txHash: string;
      what: 'late' | 'undecided' | 'wrong' | 'unreadable';
    }
  /** Somebody objects to what was sold. `id` is the deed's. */
  | { kind: 'sale-disputed'; id: string; name: string }
  /** What is installed may not be deployed any more. `id` is the deed's. */
  | { kind: 'licence-ended'; id: string; name: string }
  /** For the arbiter. */
  | { kind: 'disputes-open'; id: string; count: number };

/** What an account should know of its purchases, sales and licences, before time decides for it. */
export async function listMarketAttention(
  deps: Pick<Deps, 'db' | 'chain' | 'clock' | 'secrets'>,
  input: { ownerId: string },
): Promise<MarketAttention[]> {
  if (!deps.chain) return [];
  const [purchases, sales, licences, disputes] = await Promise.all([
    listDue(deps, input),
    listDisputedSales(deps, input),
    listEnded(deps, input),
    countForArbiter(deps, input),
  ]);
  return [...disputes, ...purchases, ...sales, ...licences];
}

async function listDue(
  deps: Pick<Deps, 'db' | 'chain' | 'clock' | 'secrets'>,
  input: { ownerId: string },
): Promise<MarketAttention[]> {
  const purchases = await listPurchases(deps, input);
  return purchases.flatMap((purchase) => {
    const what = dueOf(purchase);
    const { purchaseId: id, name, txHash } = purchase;
    return what ? [{ kind: 'purchase-due' as const, id, name, txHash, what }] : [];
  });
}

function dueOf({ state, key, isLate }: OwnPurchase): 'late' | 'undecided' | 'wrong' | 'unreadable' | null {
  if (state === 'held' && isLate) return 'late';
  if (state === 'disputed' && isLate) return 'undecided';
  return state === 'delivered' && (key === 'wrong' || key === 'unreadable') ? key : null;
}

async function listDisputedSales(deps: Pick<Deps, 'db'>, { ownerId }: { ownerId: string }): Promise<MarketAttention[]> {
  const own = await deps.db.saleTerms.findMany({ where: { ownerId, deedId: { not: null } }, select: { deedId: true } });
  const disputed = await deps.db.marketPurchase.findMany({
    where: { state: 'disputed', deedId: { in: own.flatMap(({ deedId }) => deedId ?? []) } },
    distinct: ['deedId'],
    select: { deedId: true },
  });
  return named(
    deps,
    disputed.map(({ deedId }) => deedId.toFixed()),
    'sale-disputed',
  );
}

async function listEnded(
  deps: Pick<Deps, 'db' | 'chain' | 'clock'>,
  input: { ownerId: string },
): Promise<MarketAttention[]> {
  const holdings = await ownHoldings(deps, input);
  const ended = [...holdings].filter(([, held]) => held.every(({ hasEnded }) => hasEnded)).map(([deedId]) => deedId);
  const installed = await deps.db.libraryEntry.findMany({
    where: { ...input, deedId: { in: ended }, componentId: { not: null } },
    select: { deedId: true },
  });
  return named(
    deps,
    installed.map(({ deedId }) => deedId.toFixed()),
    'licence-ended',
  );
}

async function named(
  deps: Pick<Deps, 'db'>,
  deedIds: string[],
  kind: 'sale-disputed' | 'licence-ended',
): Promise<MarketAttention[]> {
  const nameOf = await nameDeeds(deps, deedIds);
  return deedIds.map((id) => ({ kind, id, name: nameOf(id) }));
}

async function countForArbiter(
  deps: Pick<Deps, 'db' | 'chain'>,
  input: { ownerId: string },
): Promise<MarketAttention[]> {
  const count = await deps.db.marketPurchase.count({ where: { state: 'disputed' } });
  return count > 0 && (await findArbiterSeat(deps, input)) ? [{ kind: 'disputes-open', id: 'all', count }] : [];
}
