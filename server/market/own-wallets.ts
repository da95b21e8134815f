import type { Deps } from '#server/deps-type.ts';

/** Addresses, in lower case, of the wallets that are linked with an account. */
export async function ownWallets(deps: Pick<Deps, 'db'>, ownerId: string): Promise<string[]> {
  const rows = await deps.db.wallet.findMany({
    where: { ownerId },
    orderBy: { createdAt: 'asc' },
    select: { address: true },
  });
  return rows.map(({ address }) => address.toLowerCase());
}
