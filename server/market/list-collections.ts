import type { Deps } from '#server/deps-type.ts';
import type { Listing } from './market-types.ts';
import { readListings } from './read-listings.ts';

export interface MarketCollection {
  id: string;
  slug: string;
  title: string;
  description: string;
  listings: Listing[];
}

/** Collections as their curator ordered them, each with what of it is on sale. */
export async function listCollections(
  deps: Pick<Deps, 'db' | 'chain'>,
  input: { ownerId: string },
): Promise<MarketCollection[]> {
  const rows = await deps.db.collection.findMany({
    orderBy: { createdAt: 'asc' },
    select: {
      id: true,
      slug: true,
      title: true,
      description: true,
      entries: {
        where: { component: { saleTerms: { takenDownAt: null } } },
        orderBy: { position: 'asc' },
        select: { componentId: true },
      },
    },
  });
  return Promise.all(
    rows.map(async ({ entries, ...row }) => {
      const ids = entries.map(({ componentId }) => componentId);
      return { ...row, listings: await readListings(deps, { ids, ownerId: input.ownerId, nodeId: null }) };
    }),
  );
}
