import type { Deps } from '#server/deps-type.ts';
import { isShownCollection } from './shown-collections.ts';

export interface PersonDomain {
  name: string;
  /** How many collections everybody sees under its name. */
  collections: number;
}

/** Domains that a wallet operates now, or another one of the same account, by name; the first hundred. */
export async function listDomainsOfPerson(
  { db }: Pick<Deps, 'db'>,
  { address }: { address: string },
): Promise<PersonDomain[]> {
  const wallet = address.toLowerCase();
  return db.$queryRaw<PersonDomain[]>`
    SELECT d."name",
      (SELECT count(*)::int FROM "Collection" k WHERE k."domainName" = d."name" AND ${isShownCollection}) AS collections
    FROM "Domain" d
    WHERE d."operator" = ${wallet} OR d."operator" IN (
      SELECT other."address" FROM "Wallet" w JOIN "Wallet" other ON other."ownerId" = w."ownerId"
      WHERE w."address" = ${wallet})
    ORDER BY d."name" LIMIT 100`;
}
