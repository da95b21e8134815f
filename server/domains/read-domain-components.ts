import { chainNow } from '#server/chain/chain-now.ts';
import type { Deps } from '#server/deps-type.ts';
import { nameDeeds } from '#server/market/name-deeds.ts';
import { domainLicenceSql } from './domain-licence-sql.ts';

export interface DomainComponent {
  deedId: string;
  name: string;
  kind: string;
  /** Null for ever. */
  expiresAt: Date | null;
}

/** What the nodes of a domain may run by the domain licences of its operator that are in force. */
export async function readDomainComponents(
  deps: Pick<Deps, 'db' | 'chain' | 'clock'>,
  { operator }: { operator: string },
): Promise<DomainComponent[]> {
  const rows = await deps.db.$queryRaw<Omit<DomainComponent, 'name'>[]>`
    SELECT h."deedId"::text AS "deedId", d."kind"::text AS "kind", h."expiresAt"
    FROM "LicenceHolding" h JOIN "Deed" d ON d."id" = h."deedId"
    WHERE h."account" = ${operator} AND ${domainLicenceSql(await chainNow(deps))}
    ORDER BY h."deedId" DESC LIMIT 500`;
  const nameOf = await nameDeeds(
    deps,
    rows.map(({ deedId }) => deedId),
  );
  return rows.map((row) => ({ ...row, name: nameOf(row.deedId) }));
}
