import { chainNow } from '#server/chain/chain-now.ts';
import type { Deps } from '#server/deps-type.ts';
import type { Holder } from '#server/market/market-types.ts';
import { ownWallets } from '#server/market/own-wallets.ts';

/** Licences of the account's own, with what of them can be passed on. */
export interface OwnHolding extends Holder {
  /** Of the units, those that can move now. */
  freeUnits: number;
  /** End of the lock of those that nodes got the key for; null when none are locked. */
  lockedUntil: Date | null;
  /** Of the units, those whose purchase is not settled yet. */
  heldUnits: number;
  /** Bound to who bought it, by the deed's terms. */
  isSoulbound: boolean;
}

/** Licences that the account's wallets hold, by deed, expired ones too. */
export async function ownHoldings(
  deps: Pick<Deps, 'db' | 'chain' | 'clock'>,
  input: { ownerId: string; deedId?: string },
): Promise<Map<string, OwnHolding[]>> {
  const rows = await deps.db.licenceHolding.findMany({
    where: {
      account: { in: await ownWallets(deps, input.ownerId) },
      units: { gt: 0 },
      ...(input.deedId ? { deedId: input.deedId } : {}),
    },
    orderBy: [{ deedId: 'desc' }, { scope: 'asc' }, { account: 'asc' }],
  });
  const soulbound = await deps.db.deedScope.findMany({
    where: { deedId: { in: rows.map(({ deedId }) => deedId) }, isSoulbound: true },
    select: { deedId: true, scope: true },
  });
  const now = await chainNow(deps);
  const found = new Map<string, OwnHolding[]>();
  for (const row of rows) {
    const { deedId, account, scope, expiresAt } = row;
    const units = Number(row.units);
    const lockedUntil = row.lockedUntil && row.lockedUntil > now && row.lockedUnits.gt(0) ? row.lockedUntil : null;
    const heldUnits = Number(row.heldUnits);
    const locked = heldUnits + (lockedUntil ? Number(row.lockedUnits) : 0);
    const isSoulbound = soulbound.some((one) => one.deedId.equals(deedId) && one.scope === scope);
    const isFixed = isSoulbound || expiresAt !== null;
    const freeUnits = isFixed ? 0 : Math.max(0, units - locked);
    const hasEnded = expiresAt !== null && expiresAt <= now;
    const holding = { account, scope, units, expiresAt, hasEnded, freeUnits, lockedUntil, heldUnits, isSoulbound };
    found.set(deedId.toFixed(), [...(found.get(deedId.toFixed()) ?? []), holding]);
  }
  return found;
}

/** Whether any of these licences is in force. */
export function isInForce(holdings: readonly OwnHolding[]): boolean {
  return holdings.some(({ hasEnded }) => !hasEnded);
}
