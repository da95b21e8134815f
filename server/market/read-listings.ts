import { type LicenceOffer, mintVoucherSchema } from '#protocol/market/mint-terms.ts';
import { saleChoicesSchema } from '#protocol/market/preset-terms.ts';
import { isSpdxName } from '#protocol/market/spdx-licences.ts';
import type { Deps } from '#server/deps-type.ts';
import type { Prisma } from '#server/generated/client.ts';
import { coverPathOf } from './cover-path-of.ts';
import { freeBytesOf } from './free-bytes-of.ts';
import type { Listing } from './market-types.ts';
import { readDeedFacts } from './read-deed-facts.ts';
import { readRatings } from './read-ratings.ts';

/** The components of these ids as lists show them, in the order given; those that aren't on sale are left out. */
export async function readListings(
  deps: Pick<Deps, 'db' | 'chain'>,
  input: { ids: readonly string[]; ownerId: string; nodeId: string | null },
): Promise<Listing[]> {
  const sales = await deps.db.saleTerms.findMany({
    where: { componentId: { in: [...input.ids] }, state: { in: ['offered', 'minted'] } },
    include: included,
  });
  const versions = await deps.db.version.findMany({
    where: { id: { in: sales.map(({ versionId }) => versionId) } },
    select: { id: true, sizeBytes: true },
  });
  const sizes = new Map(versions.map(({ id, sizeBytes }) => [id, Number(sizeBytes)]));
  const free = input.nodeId ? await freeBytesOf(deps, { nodeId: input.nodeId, ownerId: input.ownerId }) : null;
  const deedIds = sales.flatMap(({ deedId }) => deedId?.toFixed() ?? []);
  const [ratings, offers, sold, deeds] = await Promise.all([
    readRatings(deps, deedIds),
    readOffers(deps, deedIds),
    countSales(deps, deedIds),
    readDeedFacts(deps, deedIds),
  ]);
  const byId = new Map(
    sales.map((sale) => {
      const sizeBytes = sizes.get(sale.versionId) ?? 0;
      const fitsNode = free === null ? null : BigInt(sizeBytes) * 2n <= free;
      const deedId = sale.deedId?.toFixed() ?? '';
      const rating = ratings.get(deedId) ?? { stars: null, count: 0 };
      const listing = { ...listingOf(sale), sizeBytes, fitsNode, rating, sales: sold.get(deedId) ?? 0 };
      const now = deeds.get(deedId);
      const present = deedId ? (offers.get(deedId) ?? []) : listing.offers;
      return [sale.componentId, { ...listing, ...now, offers: inUsualOrder(deps, present) }];
    }),
  );
  return input.ids.flatMap((id) => byId.get(id) ?? []);
}

const included = {
  component: { include: { marketPage: true, trial: true, owner: { select: { name: true } } } },
} satisfies Prisma.SaleTermsInclude;
type Row = Prisma.SaleTermsGetPayload<{ include: typeof included }>;

function listingOf(sale: Row): Omit<Listing, 'sizeBytes' | 'fitsNode' | 'rating' | 'sales'> {
  const { component } = sale;
  const page = component.marketPage;
  const choices = saleChoicesSchema.parse(sale.choices);
  const { terms } = mintVoucherSchema.parse(sale.voucher);
  const deedId = sale.deedId?.toFixed() ?? null;
  return {
    id: deedId ?? sale.componentId,
    deedId,
    componentId: sale.componentId,
    kind: component.kind,
    name: component.name,
    summary: page?.summary || component.description.slice(0, 200),
    creator: terms.creator,
    creatorName: component.owner.name,
    language: page?.language ?? '',
    tags: page?.tags ?? [],
    coverPath: coverPathOf({ componentId: sale.componentId, coverBlobId: page?.coverBlobId ?? null }),
    preset: choices.preset,
    isPrivate: choices.isPrivate,
    licence: isSpdxName(choices.licence) ? choices.licence : 'own',
    offers: terms.offers,
    listedAt: sale.listedAt ?? sale.createdAt,
    updatedAt: sale.listedAt ?? sale.createdAt,
    askBps: terms.askBps,
    canTry: component.trial?.state === 'open' && component.trial.dailyQuestions > 0,
    isHosted: component.trial?.state === 'open' && component.trial.isHosted,
  };
}

/** Licences for nodes before those for domains; the usual asset first. */
function inUsualOrder({ chain }: Pick<Deps, 'chain'>, offers: LicenceOffer[]): LicenceOffer[] {
  const order = (chain?.facts.assets ?? []).map(({ address }) => address.toLowerCase());
  const placeOf = ({ scope, asset }: LicenceOffer) => {
    const at = order.indexOf(asset.toLowerCase());
    return scope * 100 + (at === -1 ? order.length : at);
  };
  return offers.toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** Present prices of minted deeds. */
async function readOffers(deps: Pick<Deps, 'db'>, deedIds: string[]): Promise<Map<string, LicenceOffer[]>> {
  const rows = await deps.db.deedOffer.findMany({
    where: { deedId: { in: deedIds } },
    orderBy: [{ scope: 'asc' }, { asset: 'asc' }],
    select: { deedId: true, scope: true, asset: true, price: true },
  });
  const found = new Map<string, LicenceOffer[]>();
  for (const { deedId, scope, asset, price } of rows) {
    const offer = { scope: scope === 1 ? (1 as const) : (0 as const), asset, price: price.toFixed() };
    found.set(deedId.toFixed(), [...(found.get(deedId.toFixed()) ?? []), offer]);
  }
  return found;
}

/** Purchases of each deed that weren't refunded. */
async function countSales(deps: Pick<Deps, 'db'>, deedIds: string[]): Promise<Map<string, number>> {
  const rows = await deps.db.marketPurchase.groupBy({
    by: ['deedId'],
    where: { deedId: { in: deedIds }, state: { not: 'refunded' } },
    _count: true,
  });
  return new Map(rows.map(({ deedId, _count }) => [deedId.toFixed(), _count]));
}
