import { chainNow } from '#server/chain/chain-now.ts';
import type { Deps } from '#server/deps-type.ts';
import { placeStateSql } from './place-state.ts';

/** Accounts of this studio that operate a domain which has let one of these nodes in, by the index. */
export async function listOperatorAccounts(
  deps: Pick<Deps, 'db' | 'chain' | 'clock'>,
  { nodes }: { nodes: readonly string[] },
): Promise<string[]> {
  const rows = await deps.db.$queryRaw<{ ownerId: string }[]>`
    SELECT DISTINCT w."ownerId"::text AS "ownerId"
    FROM "DomainNode" n JOIN "Domain" d ON d."id" = n."domainId" JOIN "Wallet" w ON w."address" = d."operator"
    WHERE n."node" = ANY(${nodes.map((node) => node.toLowerCase())})
      AND ${placeStateSql(await chainNow(deps))} IN ('in', 'leaving')`;
  return rows.map(({ ownerId }) => ownerId);
}
