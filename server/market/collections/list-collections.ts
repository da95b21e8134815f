import type { DeedKind } from '#protocol/market/mint-terms.ts';
import { localOwnerId } from '#server/accounts/ensure-local-owner.ts';
import type { Deps } from '#server/deps-type.ts';
import type { Prisma } from '#server/generated/client.ts';
import { coverPathOf } from '#server/market/cover-path-of.ts';
import { type CuratorFacts, curatorFacts } from './curator-facts.ts';
import { operatorSlug } from './curator-slug-of.ts';
import { curatorOf, shownCollections, shownEntries } from './shown-collections.ts';

interface MarketCollection {
  slug: string;
  title: string;
  description: string;
  curator: CuratorFacts;
  /** How many of it are on sale. */
  count: number;
  /** Pictures of the first ones. */
  covers: { componentId: string; kind: DeedKind; coverPath: string | null }[];
}

export interface FoundCollections {
  collections: MarketCollection[];
  total: number;
  /** Everybody of whom collections are shown, whichever are asked for. */
  curators: { slug: string; name: string; count: number }[];
}

/** Collections that everybody sees, those last changed first; of one curator, by their address, or of all. */
export async function listCollections(
  { db }: Pick<Deps, 'db'>,
  input: { curator: string | null; offset: number; limit: number },
): Promise<FoundCollections> {
  const where = { AND: [shownCollections, input.curator === null ? {} : ofCurator(input.curator)] };
  const [rows, total, owners] = await Promise.all([
    db.collection.findMany({
      where,
      orderBy: [{ updatedAt: 'desc' }, { id: 'asc' }],
      skip: input.offset,
      take: input.limit,
      select: included,
    }),
    db.collection.count({ where }),
    db.collection.groupBy({ by: ['ownerId'], where: shownCollections, _count: true }),
  ]);
  const counts = new Map(owners.map(({ ownerId, _count }) => [ownerId, _count]));
  const curators = await db.curator.findMany({
    where: { ownerId: { in: [...counts.keys()] } },
    orderBy: { name: 'asc' },
    select: { ownerId: true, slug: true, name: true },
  });
  const ofOperator = counts.get(localOwnerId);
  return {
    collections: rows.map(collectionOf),
    total,
    curators: [
      ...(ofOperator ? [{ slug: operatorSlug, name: '', count: ofOperator }] : []),
      ...curators.map(({ ownerId, ...one }) => ({ ...one, count: counts.get(ownerId) ?? 0 })),
    ],
  };
}

const included = {
  ...{ slug: true, title: true, description: true, ...curatorOf },
  _count: { select: { entries: { where: shownEntries } } },
  entries: {
    where: shownEntries,
    orderBy: { position: 'asc' },
    take: 3,
    select: {
      componentId: true,
      component: { select: { kind: true, marketPage: { select: { coverBlobId: true } } } },
    },
  },
} satisfies Prisma.CollectionSelect;

function ofCurator(slug: string): Prisma.CollectionWhereInput {
  return slug === operatorSlug ? { ownerId: localOwnerId } : { owner: { curator: { slug } } };
}

function collectionOf(row: Prisma.CollectionGetPayload<{ select: typeof included }>): MarketCollection {
  const { slug, title, description, entries, _count } = row;
  const covers = entries.map(({ componentId, component: { kind, marketPage } }) => {
    const coverPath = coverPathOf({ componentId, coverBlobId: marketPage?.coverBlobId ?? null });
    return { componentId, kind, coverPath };
  });
  return { slug, title, description, curator: curatorFacts(row), count: _count.entries, covers };
}
