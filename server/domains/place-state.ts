import { Prisma } from '#server/generated/client.ts';

/**
 * How a node stands with a domain: it `asked`, is `in`, is `leaving` (in until a day after its eviction), was `evicted` or `declined`, is `banned` itself or by its owner, or has `moved` to another owner than the one who asked.
 * The node is admitted, as the contract's `isAdmitted` says it, while it is `in` or `leaving`.
 */
export type PlaceState = 'asked' | 'in' | 'leaving' | 'evicted' | 'declined' | 'banned' | 'moved';

/** The state of the row `n` of "DomainNode" at a time. */
export function placeStateSql(now: Date): Prisma.Sql {
  return Prisma.sql`CASE
    WHEN n."declinedAt" IS NOT NULL THEN 'declined'
    WHEN n."endsAt" <= ${now} THEN 'evicted'
    WHEN NOT EXISTS (SELECT FROM "ChainNode" c WHERE c."node" = n."node" AND c."owner" = n."owner") THEN 'moved'
    WHEN EXISTS (SELECT FROM "DomainBan" b WHERE b."domainId" = n."domainId" AND b."account" IN (n."node", n."owner"))
      THEN 'banned'
    WHEN n."admittedAt" IS NULL THEN 'asked'
    WHEN n."endsAt" IS NOT NULL THEN 'leaving'
    ELSE 'in' END`;
}
