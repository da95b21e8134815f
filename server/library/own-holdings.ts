import type { Deps } from '#server/deps-type.ts';
import type { Holder } from '#server/market/market-types.ts';
import { ownWallets } from '#server/market/own-wallets.ts';

/** Licences that the account's wallets hold, by deed, expired ones too. */
export async function ownHoldings(
  deps: Pick<Deps, 'db'>,
  input: { ownerId: string; deedId?: string },
): Promise<Map<string, Holder[]>> {
  const rows = await deps.db.licenceHolding.findMany({
    where: {
      account: { in: await ownWallets(deps, input.ownerId) },
      units: { gt: 0 },
      ...(input.deedId ? { deedId: input.deedId } : {}),
    },
    orderBy: [{ deedId: 'desc' }, { scope: 'asc' }],
    select: { deedId: true, account: true, scope: true, units: true, expiresAt: true },
  });
  const found = new Map<string, Holder[]>();
  for (const { deedId, units, ...row } of rows) {
    const holder = { ...row, units: Number(units) };
    found.set(deedId.toFixed(), [...(found.get(deedId.toFixed()) ?? []), holder]);
  }
  return found;
}

/** Whether any of these licences is in force. */
export function isInForce(deps: Pick<Deps, 'clock'>, holdings: readonly Holder[]): boolean {
  return holdings.some(({ expiresAt }) => !expiresAt || expiresAt > deps.clock());
}
