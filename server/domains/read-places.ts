import { chainNow } from '#server/chain/chain-now.ts';
import type { Deps } from '#server/deps-type.ts';
import { Prisma } from '#server/generated/client.ts';
import { type PlaceState, placeStateSql } from './place-state.ts';

export interface Place {
  domainId: string;
  /** Addresses in lower case. */
  node: string;
  owner: string;
  state: PlaceState;
  askedAt: Date;
  admittedAt: Date | null;
  /** When an eviction counts; null while there is none. */
  endsAt: Date | null;
  /** Of an eviction, or why it was declined. */
  reason: string;
}

const mostPlaces = 1_000;

/** Places of nodes in a domain, or those of some nodes in all domains, those that wait first. */
export async function readPlaces(
  deps: Pick<Deps, 'db' | 'chain' | 'clock'>,
  filter: { domainId: string } | { nodes: readonly string[] },
): Promise<Place[]> {
  const chosen =
    'domainId' in filter
      ? Prisma.sql`n."domainId" = ${filter.domainId}::numeric`
      : Prisma.sql`n."node" = ANY(${filter.nodes.map((node) => node.toLowerCase())})`;
  return deps.db.$queryRaw<Place[]>`
    SELECT n."domainId"::text AS "domainId", n."node", n."owner", n."askedAt", n."admittedAt", n."endsAt", n."reason",
      ${placeStateSql(await chainNow(deps))} AS "state"
    FROM "DomainNode" n WHERE ${chosen}
    ORDER BY n."admittedAt" DESC NULLS FIRST, n."askedAt" DESC, n."node" LIMIT ${mostPlaces}`;
}
