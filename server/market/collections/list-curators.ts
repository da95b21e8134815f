import type { Deps } from '#server/deps-type.ts';
import { assertOperator } from '#server/market/market-operator.ts';

export interface CuratingDomain {
  domainName: string;
  /** The wallet that operates it now; null while the chain, as far as it is read, has no domain of this name. */
  operator: string | null;
  /** Name of the account here that the wallet is linked with; empty for a stranger's. */
  person: string;
  /** How many its operator of now has here under its name, shown or not. */
  collections: number;
  /** Why and since when it is stopped from curating here; null while it isn't. */
  stop: { reason: string; stoppedAt: Date } | null;
}

/** Domains that curate here and those that are stopped from it, by name, for the studio's operator. */
export async function listCurators(
  { db }: Pick<Deps, 'db'>,
  { ownerId }: { ownerId: string },
): Promise<CuratingDomain[]> {
  assertOperator(ownerId);
  const rows = await db.$queryRaw<(Omit<CuratingDomain, 'stop'> & { reason: string | null; stoppedAt: Date | null })[]>`
    SELECT n."name" AS "domainName", d."operator", coalesce(a."name", '') AS person, x."reason", x."stoppedAt",
      (SELECT count(*)::int FROM "Collection" k WHERE k."domainName" = n."name" AND k."ownerId" = w."ownerId") AS collections
    FROM (
      SELECT k."domainName" AS name FROM "Collection" k JOIN "Domain" d ON d."name" = k."domainName"
        JOIN "Wallet" w ON w."address" = d."operator" AND w."ownerId" = k."ownerId"
      UNION SELECT "domainName" FROM "CurationStop"
    ) n
    LEFT JOIN "Domain" d ON d."name" = n."name"
    LEFT JOIN "Wallet" w ON w."address" = d."operator"
    LEFT JOIN "Account" a ON a."id" = w."ownerId"
    LEFT JOIN "CurationStop" x ON x."domainName" = n."name"
    ORDER BY n."name"`;
  return rows.map(({ reason, stoppedAt, ...row }) => ({
    ...row,
    stop: reason !== null && stoppedAt !== null ? { reason, stoppedAt } : null,
  }));
}
