import { chainNow } from '#server/chain/chain-now.ts';
import type { Deps } from '#server/deps-type.ts';
import { Prisma } from '#server/generated/client.ts';
import { ownWallets } from '#server/market/own-wallets.ts';
import { domainLicenceSql } from './domain-licence-sql.ts';
import { placeStateSql } from './place-state.ts';

/** A deed that an account may use through somebody else's domain. */
export interface Coverage {
  deedId: string;
  /** Of the domain. */
  domain: string;
  operator: string;
  /** Name and address of a node of the account's that the domain has let in. */
  node: string;
  nodeName: string;
  /** When the operator's licence ends; null for ever. */
  expiresAt: Date | null;
}

/** What an account's nodes may run by the domain licences of operators that have let them in, by the index. */
export async function findCoverage(
  deps: Pick<Deps, 'db' | 'chain' | 'clock'>,
  input: { ownerId: string; deedId?: string },
): Promise<Coverage[]> {
  const now = await chainNow(deps);
  const deed = input.deedId === undefined ? Prisma.empty : Prisma.sql`AND h."deedId" = ${input.deedId}::numeric`;
  return deps.db.$queryRaw<Coverage[]>`
    SELECT h."deedId"::text AS "deedId", d."name" AS "domain", d."operator", o."address" AS "node", o."name" AS "nodeName",
      h."expiresAt"
    FROM "Node" o
    JOIN "DomainNode" n ON n."node" = lower(o."address") AND ${placeStateSql(now)} IN ('in', 'leaving')
    JOIN "Domain" d ON d."id" = n."domainId"
    JOIN "LicenceHolding" h ON h."account" = d."operator" AND ${domainLicenceSql(now)}
    WHERE o."ownerId" = ${input.ownerId}::uuid AND d."operator" <> ALL(${await ownWallets(deps, input.ownerId)}) ${deed}
    ORDER BY h."deedId" DESC, d."name", o."name"`;
}
