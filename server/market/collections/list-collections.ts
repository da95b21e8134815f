import { limits } from '#protocol/limits.ts';
import type { DeedKind } from '#protocol/market/mint-terms.ts';
import type { Deps } from '#server/deps-type.ts';
import { Prisma } from '#server/generated/client.ts';
import { coverPathOf } from '#server/market/cover-path-of.ts';
import { type CuratorFacts, curatorFacts } from './curator-facts.ts';
import { operatorSlug } from './operator-slug.ts';
import { isShownCollection, shownEntries } from './shown-collections.ts';

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
  /** Of whom collections are shown, whichever are asked for: the studio's operator, then domains by name; of many only those that show most. */
  curators: (CuratorFacts & { count: number })[];
}

/** Collections that everybody sees, those last changed first; of one curator, by their address, or of all. */
export async function listCollections(
  { db }: Pick<Deps, 'db'>,
  input: { curator: string | null; offset: number; limit: number },
): Promise<FoundCollections> {
  const where = Prisma.sql`${isShownCollection} AND ${ofCurator(input.curator)}`;
  const [page, [found], curators] = await Promise.all([
    db.$queryRaw<{ id: string }[]>`
      SELECT k."id" FROM "Collection" k WHERE ${where}
      ORDER BY k."updatedAt" DESC, k."id" LIMIT ${input.limit} OFFSET ${input.offset}`,
    db.$queryRaw<{ total: number }[]>`SELECT count(*)::int AS total FROM "Collection" k WHERE ${where}`,
    db.$queryRaw<{ domainName: string | null; count: number }[]>`
      SELECT k."domainName", count(*)::int AS count FROM "Collection" k WHERE ${isShownCollection}
      GROUP BY 1 ORDER BY 1 IS NULL DESC, 2 DESC, 1 LIMIT ${limits.curatorsToChooseFrom}`,
  ]);
  const ids = page.map(({ id }) => id);
  const rows = await db.collection.findMany({ where: { id: { in: ids } }, select: included });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return {
    collections: ids.flatMap((id) => byId.get(id) ?? []).map(collectionOf),
    total: found?.total ?? 0,
    curators: curators
      .map(({ domainName, count }) => ({ ...curatorFacts(domainName), count }))
      .toSorted((a, b) => (a.domainName ?? '').localeCompare(b.domainName ?? '')),
  };
}

const included = {
  ...{ id: true, slug: true, title: true, description: true, domainName: true },
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

function ofCurator(slug: string | null): Prisma.Sql {
  if (slug === null) return Prisma.sql`TRUE`;
  return slug === operatorSlug ? Prisma.sql`k."domainName" IS NULL` : Prisma.sql`k."domainName" = ${slug}`;
}

function collectionOf(row: Prisma.CollectionGetPayload<{ select: typeof included }>): MarketCollection {
  const { slug, title, description, domainName, entries, _count } = row;
  const covers = entries.map(({ componentId, component: { kind, marketPage } }) => {
    const coverPath = coverPathOf({ componentId, coverBlobId: marketPage?.coverBlobId ?? null });
    return { componentId, kind, coverPath };
  });
  return { slug, title, description, curator: curatorFacts(domainName), count: _count.entries, covers };
}
