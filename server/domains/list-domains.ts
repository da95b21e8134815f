import { chainNow } from '#server/chain/chain-now.ts';
import type { Deps } from '#server/deps-type.ts';
import { ownWallets } from '#server/market/own-wallets.ts';
import { domainLicenceSql } from './domain-licence-sql.ts';
import { placeStateSql } from './place-state.ts';

export interface DomainSummary {
  id: string;
  name: string;
  operator: string;
  mode: 'allowlist' | 'open';
  createdAt: Date;
  /** A wallet of the account operates it. */
  isOperated: boolean;
  /** It is offered to a wallet of the account. */
  isOffered: boolean;
  nodeCount: number;
  /** Nodes that wait to be let in. */
  askedCount: number;
  /** Components that its nodes may run by the operator's domain licences. */
  componentCount: number;
}

const domainPageSize = 24;

/** Domains whose name holds a search: the one of exactly that name first, then the account's own, then the largest. */
export async function listDomains(
  deps: Pick<Deps, 'db' | 'chain' | 'clock'>,
  input: { ownerId: string; search: string; page: number },
): Promise<{ domains: DomainSummary[]; total: number; pageSize: number }> {
  const { ownerId, page } = input;
  const search = input.search.trim().toLowerCase();
  const wallets = await ownWallets(deps, ownerId);
  const now = await chainNow(deps);
  const domains = await deps.db.$queryRaw<DomainSummary[]>`
    SELECT d."id"::text AS "id", d."name", d."operator", d."mode"::text AS "mode", d."createdAt",
      d."operator" = ANY(${wallets}) AS "isOperated", COALESCE(d."offeredTo" = ANY(${wallets}), false) AS "isOffered",
      (SELECT count(*)::int FROM "DomainNode" n
        WHERE n."domainId" = d."id" AND ${placeStateSql(now)} IN ('in', 'leaving')) AS "nodeCount",
      (SELECT count(*)::int FROM "DomainNode" n
        WHERE n."domainId" = d."id" AND ${placeStateSql(now)} = 'asked') AS "askedCount",
      (SELECT count(*)::int FROM "LicenceHolding" h WHERE h."account" = d."operator"
        AND ${domainLicenceSql(now)}) AS "componentCount"
    FROM "Domain" d WHERE strpos(d."name", ${search}) > 0
    ORDER BY d."name" = ${search} DESC, "isOperated" DESC, "isOffered" DESC, "nodeCount" DESC, d."id" DESC
    LIMIT ${domainPageSize} OFFSET ${(page - 1) * domainPageSize}`;
  const [counted] = await deps.db.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS "total" FROM "Domain" d WHERE strpos(d."name", ${search}) > 0`;
  return { domains, total: counted?.total ?? 0, pageSize: domainPageSize };
}
