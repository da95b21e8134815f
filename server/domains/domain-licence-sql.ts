import { Prisma } from '#server/generated/client.ts';

/** That the row `h` of "LicenceHolding" is a domain licence in force, whose key is on record: settled, or held and delivered. */
export function domainLicenceSql(now: Date): Prisma.Sql {
  return Prisma.sql`h."scope" = 1 AND h."units" > 0 AND (h."expiresAt" IS NULL OR h."expiresAt" > ${now})
    AND (h."units" > h."heldUnits" OR EXISTS (SELECT FROM "MarketPurchase" m WHERE m."deedId" = h."deedId"
      AND m."recipient" = h."account" AND m."scope" = 1 AND m."isHeld" AND m."state" IN ('delivered', 'disputed')))`;
}
