import { z } from 'zod';
import { cleanName } from '#protocol/clean-name.ts';
import { deedKinds } from '#protocol/market/mint-terms.ts';
import type { Deps } from '#server/deps-type.ts';
import { Prisma } from '#server/generated/client.ts';
import { isCuratedNow } from './collections/shown-collections.ts';
import { freeBytesOf } from './free-bytes-of.ts';
import type { Listing } from './market-types.ts';
import { readListings } from './read-listings.ts';
import { readRatings } from './read-ratings.ts';

const pageSize = 24;

export const marketSearchSchema = z.object({
  /** As a name is cleaned: PostgreSQL takes no zero bytes. */
  text: z.string().max(200).transform(cleanName).default(''),
  kinds: z.array(z.enum(deedKinds)).max(deedKinds.length).default([]),
  /** SPDX identifier, or `own`. */
  licence: z.string().max(60).nullable().default(null),
  price: z.enum(['any', 'free', 'paid']).default('any'),
  /** Only what is sold in this asset; its price is then the one that is filtered and sorted by. */
  asset: z
    .string()
    .regex(/^0x[0-9a-fA-F]{40}$/)
    .nullable()
    .default(null),
  language: z
    .string()
    .regex(/^[a-z]{2}$/)
    .nullable()
    .default(null),
  maxSizeBytes: z.int().positive().nullable().default(null),
  /** A node of the reader's that it has to fit on. */
  nodeId: z.uuid().nullable().default(null),
  canTry: z.boolean().default(false),
  collection: z.string().max(80).nullable().default(null),
  /** Wallet of a creator. */
  creator: z.string().max(42).nullable().default(null),
  /** `arranged`: as the curator of the collection has ordered it; without a collection the newest first. */
  sort: z.enum(['arranged', 'newest', 'popular', 'rating', 'price']).default('newest'),
  offset: z.int().min(0).max(10_000).default(0),
});
export type MarketSearch = z.output<typeof marketSearchSchema>;

export interface FoundListings {
  listings: Listing[];
  total: number;
  /** How many there are of each, without the filter for it. */
  kinds: { kind: string; count: number }[];
  languages: { language: string; count: number }[];
}

/** Finds components in the market: by words in name, summary, description and tags, and by filters. What was taken down isn't found. */
export async function searchMarket(
  deps: Pick<Deps, 'db' | 'chain' | 'clock'>,
  input: MarketSearch & { ownerId: string },
): Promise<FoundListings> {
  const where = await conditions(deps, input);
  const rows = await deps.db.$queryRaw<{ id: string; total: bigint }[]>`
    SELECT s."componentId" AS id, count(*) OVER () AS total ${from}
    WHERE ${Prisma.join(Object.values(where), ' AND ')}
    ORDER BY ${await orderOf(deps, input)} LIMIT ${pageSize} OFFSET ${input.offset}`;
  const listings = await readListings(deps, {
    ids: rows.map(({ id }) => id),
    nodeId: input.nodeId,
    ownerId: input.ownerId,
  });
  const { kinds: _kinds, ...withoutKinds } = where;
  const { language: _language, ...withoutLanguage } = where;
  const kinds = await deps.db.$queryRaw<{ kind: string; count: number }[]>`
    SELECT c."kind"::text AS kind, count(*)::int AS count ${from}
    WHERE ${Prisma.join(Object.values(withoutKinds), ' AND ')} GROUP BY 1 ORDER BY 2 DESC, 1`;
  const languages = await deps.db.$queryRaw<{ language: string; count: number }[]>`
    SELECT p."language" AS language, count(*)::int AS count ${from}
    WHERE ${Prisma.join(Object.values(withoutLanguage), ' AND ')} AND COALESCE(p."language", '') <> ''
    GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 40`;
  const total = rows[0] ? Number(rows[0].total) : await countPast(deps, where, input);
  return { listings, total, kinds, languages };
}

/** How many there are, for who asks for a page after the last. */
async function countPast(
  { db }: Pick<Deps, 'db'>,
  where: Record<string, Prisma.Sql>,
  { offset }: MarketSearch,
): Promise<number> {
  if (offset === 0) return 0;
  const [row] = await db.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total ${from} WHERE ${Prisma.join(Object.values(where), ' AND ')}`;
  return row?.total ?? 0;
}

const from = Prisma.sql`FROM "SaleTerms" s
  JOIN "Component" c ON c."id" = s."componentId"
  LEFT JOIN "MarketPage" p ON p."componentId" = s."componentId"
  LEFT JOIN "Trial" t ON t."componentId" = s."componentId"
  JOIN "Version" v ON v."id" = s."versionId"`;

/** Present prices of a sale: the deed's, or what its voucher promises. */
const offers = Prisma.sql`(
    SELECT o."price", o."asset" FROM "DeedOffer" o WHERE o."deedId" = s."deedId"
    UNION ALL SELECT (v->>'price')::numeric, lower(v->>'asset')
    FROM jsonb_array_elements(s."voucher"->'terms'->'offers') v WHERE s."deedId" IS NULL
  )`;

const orders = {
  newest: Prisma.sql`s."listedAt" DESC NULLS LAST, s."componentId"`,
  popular: Prisma.sql`(SELECT count(*) FROM "MarketPurchase" m WHERE m."deedId" = s."deedId" AND m."state" <> 'refunded') DESC,
    s."listedAt" DESC NULLS LAST, s."componentId"`,
} as const;

async function orderOf(
  deps: Pick<Deps, 'db' | 'chain'>,
  { sort, asset, collection }: MarketSearch,
): Promise<Prisma.Sql> {
  if (sort === 'price') return byPrice(deps, asset);
  if (sort === 'rating') return byRating(deps);
  if (sort !== 'arranged') return orders[sort];
  return Prisma.sql`(SELECT e."position" FROM "CollectionEntry" e JOIN "Collection" k ON k."id" = e."collectionId"
    WHERE e."componentId" = s."componentId" AND k."slug" = ${collection}), ${orders.newest}`;
}

/** By the weighted rating that cards show, so that nobody's own praise moves anything; what is not rated comes last, the newest first. */
async function byRating(deps: Pick<Deps, 'db' | 'chain'>): Promise<Prisma.Sql> {
  const rated = await deps.db.rating.findMany({ distinct: ['deedId'], select: { deedId: true } });
  const deedIds = rated.map(({ deedId }) => deedId.toFixed());
  const ratings = await readRatings(deps, deedIds);
  const stars = Object.fromEntries([...ratings].map(([deedId, rating]) => [deedId, rating.stars]));
  return Prisma.sql`(${JSON.stringify(stars)}::jsonb ->> s."deedId"::text)::float8 DESC NULLS LAST, ${orders.newest}`;
}

/** Amounts of two assets can't be compared: the cheapest in the asset that is asked for, else in the usual one, and after these what is sold only in the next. */
function byPrice({ chain }: Pick<Deps, 'chain'>, asset: string | null): Prisma.Sql {
  const assets = asset ? [asset] : (chain?.facts.assets ?? []).map(({ address }) => address);
  const cheapest = assets.map(
    (one) => Prisma.sql`(SELECT min(o."price") FROM ${offers} o WHERE o."asset" = ${one.toLowerCase()}) ASC NULLS LAST`,
  );
  return Prisma.join([...cheapest, Prisma.sql`s."componentId"`]);
}

/** A condition for each filter that is set, by its name. */
async function conditions(
  deps: Pick<Deps, 'db'>,
  input: MarketSearch & { ownerId: string },
): Promise<Record<string, Prisma.Sql>> {
  const inAsset = input.asset ? Prisma.sql`o."asset" = ${input.asset.toLowerCase()}` : Prisma.sql`true`;
  const isOffered = (price: Prisma.Sql) => Prisma.sql`EXISTS (SELECT 1 FROM ${offers} o WHERE ${inAsset} AND ${price})`;
  const prices = { any: Prisma.sql`true`, free: Prisma.sql`o."price" = 0`, paid: Prisma.sql`o."price" > 0` };
  const all: Record<string, Prisma.Sql | false> = {
    open: Prisma.sql`s."state" IN ('offered', 'minted') AND s."takenDownAt" IS NULL`,
    text: input.text !== '' && textCondition(input.text),
    kinds: input.kinds.length > 0 && Prisma.sql`c."kind"::text IN (${Prisma.join(input.kinds)})`,
    licence: input.licence !== null && licenceCondition(input.licence),
    price: (input.price !== 'any' || input.asset !== null) && isOffered(prices[input.price]),
    language: input.language !== null && Prisma.sql`p."language" = ${input.language}`,
    size: input.maxSizeBytes !== null && Prisma.sql`v."sizeBytes" <= ${input.maxSizeBytes}`,
    node: input.nodeId !== null && (await nodeCondition(deps, { nodeId: input.nodeId, ownerId: input.ownerId })),
    canTry: input.canTry && Prisma.sql`t."state" = 'open' AND t."dailyQuestions" > 0`,
    creator:
      input.creator !== null && Prisma.sql`lower(s."voucher"->'terms'->>'creator') = ${input.creator.toLowerCase()}`,
    collection:
      input.collection !== null &&
      Prisma.sql`EXISTS (SELECT 1 FROM "CollectionEntry" e JOIN "Collection" k ON k."id" = e."collectionId"
        WHERE e."componentId" = s."componentId" AND k."slug" = ${input.collection} AND ${isCuratedNow})`,
  };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, Prisma.Sql] => entry[1] !== false));
}

/** Every word somewhere in what the component says of itself. */
function textCondition(text: string): Prisma.Sql {
  const words = text.toLowerCase().split(/\s+/).slice(0, 8);
  const place = Prisma.sql`lower(concat_ws(' ', c."name", p."summary", c."description", array_to_string(p."tags", ' ')))`;
  return Prisma.join(
    words.map((word) => Prisma.sql`position(${word} in ${place}) > 0`),
    ' AND ',
  );
}

function licenceCondition(licence: string): Prisma.Sql {
  if (licence === 'own') return Prisma.sql`length(s."choices"->>'licence') >= 40`;
  return Prisma.sql`s."choices"->>'licence' = ${licence}`;
}

/** Twice the bundle must fit on the node's disk, as a deployment asks. */
async function nodeCondition(deps: Pick<Deps, 'db'>, input: { nodeId: string; ownerId: string }): Promise<Prisma.Sql> {
  const free = await freeBytesOf(deps, input);
  return Prisma.sql`v."sizeBytes" * 2 <= ${free}`;
}
