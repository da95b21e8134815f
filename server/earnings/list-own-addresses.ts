import type { Deps } from '#server/deps-type.ts';

/** The wallets of an account as the index spells addresses. */
export async function listOwnAddresses(deps: Pick<Deps, 'db'>, input: { ownerId: string }): Promise<string[]> {
  const rows = await deps.db.wallet.findMany({
    where: input,
    orderBy: { createdAt: 'asc' },
    select: { address: true },
  });
  return rows.map(({ address }) => address);
}
