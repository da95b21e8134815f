import type { Deps } from '#server/deps-type.ts';
import { assertOperator } from '#server/market/market-operator.ts';

export interface KnownCurator {
  slug: string;
  /** Of their domain. */
  name: string;
  /** Of their account. */
  person: string;
  /** The wallet that they linked first; null for an account without. */
  address: string | null;
  hasEnded: boolean;
  collections: number;
  since: Date;
}

/** Who curates, and who did, for the studio's operator. */
export async function listCurators(deps: Pick<Deps, 'db'>, input: { ownerId: string }): Promise<KnownCurator[]> {
  assertOperator(input.ownerId);
  const rows = await deps.db.curator.findMany({
    orderBy: { name: 'asc' },
    select: {
      ...{ slug: true, name: true, endedAt: true, createdAt: true },
      owner: {
        select: {
          name: true,
          wallets: { orderBy: { createdAt: 'asc' }, take: 1, select: { address: true } },
          _count: { select: { collections: true } },
        },
      },
    },
  });
  return rows
    .map(({ owner, endedAt, createdAt, ...row }) => ({
      ...row,
      person: owner.name,
      address: owner.wallets[0]?.address ?? null,
      hasEnded: endedAt !== null,
      collections: owner._count.collections,
      since: createdAt,
    }))
    .toSorted((a, b) => Number(a.hasEnded) - Number(b.hasEnded));
}
