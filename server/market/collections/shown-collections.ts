import { localOwnerId } from '#server/accounts/ensure-local-owner.ts';
import { Prisma } from '#server/generated/client.ts';

/** What of a component's sale makes it shown to everybody. */
export const onSale = { state: { in: ['offered', 'minted'] }, takenDownAt: null } satisfies Prisma.SaleTermsWhereInput;

/** Members that everybody sees. */
export const shownEntries = { component: { saleTerms: onSale } } satisfies Prisma.CollectionEntryWhereInput;

/** Collections that everybody sees: of the studio's operator and of those who curate now, with something on sale in them. */
export const shownCollections = {
  OR: [{ ownerId: localOwnerId }, { owner: { curator: { endedAt: null } } }],
  entries: { some: shownEntries },
} satisfies Prisma.CollectionWhereInput;

/** The same for the collection `k` of a query, whose members are found anyway. */
export const isShownCollection = Prisma.sql`(k."ownerId" = ${localOwnerId}::uuid OR EXISTS (
  SELECT 1 FROM "Curator" u WHERE u."ownerId" = k."ownerId" AND u."endedAt" IS NULL))`;

/** Of its owner, as collections name them. */
export const curatorOf = {
  ownerId: true,
  owner: {
    select: {
      curator: { select: { slug: true, name: true } },
      wallets: { orderBy: { createdAt: 'asc' }, take: 1, select: { address: true } },
    },
  },
} satisfies Prisma.CollectionSelect;
export type CuratedRow = Prisma.CollectionGetPayload<{ select: typeof curatorOf }>;
