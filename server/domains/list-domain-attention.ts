import { chainNow } from '#server/chain/chain-now.ts';
import type { Deps } from '#server/deps-type.ts';
import { ownWallets } from '#server/market/own-wallets.ts';
import { placeStateSql } from './place-state.ts';

/** `id` and `name` are the domain's name. */
export type DomainAttention =
  | { kind: 'nodes-asked'; id: string; name: string; count: number }
  | { kind: 'domain-offered'; id: string; name: string }
  /** A node of the account's has to leave by then. `id` is the node's. */
  | { kind: 'node-leaves'; id: string; name: string; node: string; endsAt: Date };

/** What an account should know of its domains, and of the places of its nodes. */
export async function listDomainAttention(
  deps: Pick<Deps, 'db' | 'chain' | 'clock'>,
  input: { ownerId: string },
): Promise<DomainAttention[]> {
  if (!deps.chain) return [];
  const wallets = await ownWallets(deps, input.ownerId);
  const now = await chainNow(deps);
  const asked = await deps.db.$queryRaw<{ name: string; count: number }[]>`
    SELECT d."name", count(*)::int AS "count" FROM "Domain" d JOIN "DomainNode" n ON n."domainId" = d."id"
    WHERE d."operator" = ANY(${wallets}) AND ${placeStateSql(now)} = 'asked' GROUP BY d."name" ORDER BY d."name"`;
  const offered = await deps.db.domain.findMany({
    where: { offeredTo: { in: wallets } },
    orderBy: { name: 'asc' },
    select: { name: true },
  });
  const leaving = await deps.db.$queryRaw<{ id: string; name: string; node: string; endsAt: Date }[]>`
    SELECT o."id"::text AS "id", d."name", o."name" AS "node", n."endsAt"
    FROM "Node" o JOIN "DomainNode" n ON n."node" = lower(o."address") JOIN "Domain" d ON d."id" = n."domainId"
    WHERE o."ownerId" = ${input.ownerId}::uuid AND ${placeStateSql(now)} = 'leaving' ORDER BY n."endsAt"`;
  return [
    ...asked.map((one) => ({ kind: 'nodes-asked' as const, id: one.name, ...one })),
    ...offered.map(({ name }) => ({ kind: 'domain-offered' as const, id: name, name })),
    ...leaving.map((one) => ({ kind: 'node-leaves' as const, ...one })),
  ];
}
