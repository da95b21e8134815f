import { z } from 'zod';
import { deedKinds } from '#protocol/market/mint-terms.ts';
import { spdxLicences } from '#protocol/market/spdx-licences.ts';

const MB = 1_000_000;

/** Sizes that are asked for by name. */
const marketSizes = { small: 10 * MB, medium: 100 * MB, large: 1_000 * MB } as const;

/** What of the page's address the search understands; anything else there is as good as absent. */
const schemas = {
  q: z.string().max(200).default(''),
  kind: z.enum(deedKinds).or(z.literal('')).default(''),
  licence: z.enum([...spdxLicences, 'own', '']).default(''),
  price: z.enum(['any', 'free', 'paid']).default('any'),
  /** Address of the asset that it has to be sold for. */
  coin: z
    .string()
    .regex(/^(?:0x[0-9a-fA-F]{40})?$/)
    .default(''),
  language: z
    .string()
    .regex(/^(?:[a-z]{2})?$/)
    .default(''),
  size: z.enum(['small', 'medium', 'large']).or(z.literal('')).default(''),
  node: z.uuid().or(z.literal('')).default(''),
  try: z.enum(['1', '']).default(''),
  collection: z.string().max(80).default(''),
  /** Absent: as a collection's curator arranged it, else the newest first. */
  sort: z.enum(['arranged', 'newest', 'popular', 'rating', 'price']).or(z.literal('')).default(''),
  page: z.coerce.number().int().min(1).max(400).default(1),
};
type Name = keyof typeof schemas;

/** The filters as they stand in the address. */
export type MarketFilters = { [Key in Name]: z.output<(typeof schemas)[Key]> };

export type MarketSort = Exclude<MarketFilters['sort'], ''>;

export const marketPageSize = 24;

/** The order that an address asks for, whether it says so or not. */
export function sortOf({ sort, collection }: MarketFilters): MarketSort {
  if (collection !== '') return sort || 'arranged';
  return sort === '' || sort === 'arranged' ? 'newest' : sort;
}

/** Reads filters of an address, each by itself: a wrong one doesn't spoil the others. */
export function readMarketFilters(address: URLSearchParams): MarketFilters {
  const read = Object.entries(schemas).map(([name, schema]) => {
    const given = schema.safeParse(address.get(name) ?? undefined);
    return [name, given.success ? given.data : schema.parse(undefined)];
  });
  return Object.fromEntries(read) as MarketFilters;
}

/** What `market.search` is asked for an address. */
export function readMarketQuery(address: URLSearchParams) {
  const filters = readMarketFilters(address);
  const { q, kind, licence, price, coin, language, size, node, page, collection } = filters;
  return {
    text: q,
    kinds: kind === '' ? [] : [kind],
    licence: licence || null,
    price,
    asset: coin || null,
    language: language || null,
    maxSizeBytes: size === '' ? null : marketSizes[size],
    nodeId: node || null,
    canTry: filters.try === '1',
    collection: collection || null,
    creator: null,
    sort: sortOf(filters),
    offset: (page - 1) * marketPageSize,
  };
}
