import { AppError } from '#protocol/errors.ts';
import type { Deps } from '#server/deps-type.ts';
import type { Listing } from '#server/market/market-types.ts';
import { readListings } from '#server/market/read-listings.ts';
import { type CuratorFacts, curatorFacts } from './curator-facts.ts';
import { isCuratedNow, isShownCollection, shownEntries } from './shown-collections.ts';

export interface CollectionPage {
  slug: string;
  title: string;
  description: string;
  curator: CuratorFacts;
  updatedAt: Date;
  /** What of it is on sale, as its curator ordered it. */
  listings: Listing[];
  isMine: boolean;
}

/** A collection's page. Throws `not_found` for one that is not there, is hidden, or holds nothing that is on sale; its curator sees an empty one. */
export async function getCollection(
  deps: Pick<Deps, 'db' | 'chain'>,
  input: { ownerId: string; slug: string },
): Promise<CollectionPage> {
  const { ownerId, slug } = input;
  const seen = await deps.db.$queryRaw<{ id: string }[]>`
    SELECT k."id" FROM "Collection" k WHERE k."slug" = ${slug}
      AND (${isShownCollection} OR k."ownerId" = ${ownerId}::uuid AND ${isCuratedNow})`;
  const row = await deps.db.collection.findFirst({
    where: { id: { in: seen.map(({ id }) => id) } },
    select: {
      ...{ ownerId: true, domainName: true, slug: true, title: true, description: true, updatedAt: true },
      entries: { where: shownEntries, orderBy: { position: 'asc' }, select: { componentId: true } },
    },
  });
  if (!row) {
    throw new AppError('not_found', `No collection has the address “${slug}”; it may have been removed or hidden.`);
  }
  const ids = row.entries.map(({ componentId }) => componentId);
  const { title, description, updatedAt } = row;
  return {
    ...{ slug: row.slug, title, description, updatedAt },
    curator: curatorFacts(row.domainName),
    listings: await readListings(deps, { ids, ownerId, nodeId: null }),
    isMine: row.ownerId === ownerId,
  };
}
