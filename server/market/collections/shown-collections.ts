import { localOwnerId } from '#server/accounts/ensure-local-owner.ts';
import { Prisma } from '#server/generated/client.ts';

/** What of a component's sale makes it shown to everybody. */
export const onSale = { state: { in: ['offered', 'minted'] }, takenDownAt: null } satisfies Prisma.SaleTermsWhereInput;

/** The same of terms that were read. */
export function isOnSale({ state, takenDownAt }: { state: string; takenDownAt: Date | null }): boolean {
  return takenDownAt === null && onSale.state.in.some((one) => one === state);
}

/** Members that everybody sees. */
export const shownEntries = { component: { saleTerms: onSale } } satisfies Prisma.CollectionEntryWhereInput;

/** Whether the collection `k` stands under a name that its owner curates under now: of a domain that a wallet of theirs operates and that isn't stopped here, or as the studio's operator. */
export const isCuratedNow = Prisma.sql`(
  k."domainName" IS NULL AND k."ownerId" = ${localOwnerId}::uuid
  OR EXISTS (
    SELECT 1 FROM "Domain" d JOIN "Wallet" w ON w."address" = d."operator"
    WHERE d."name" = k."domainName" AND w."ownerId" = k."ownerId"
      AND NOT EXISTS (SELECT 1 FROM "CurationStop" x WHERE x."domainName" = d."name")))`;

/** Whether everybody sees the collection `k`: it is curated now, and something in it is on sale. */
export const isShownCollection = Prisma.sql`(${isCuratedNow} AND EXISTS (
  SELECT 1 FROM "CollectionEntry" ke JOIN "SaleTerms" ks ON ks."componentId" = ke."componentId"
  WHERE ke."collectionId" = k."id" AND ks."state" IN ('offered', 'minted') AND ks."takenDownAt" IS NULL))`;
