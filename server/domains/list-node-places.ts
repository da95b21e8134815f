import type { Deps } from '#server/deps-type.ts';
import { findOwnNode } from '#server/nodes/find-own-node.ts';
import { type Place, readPlaces } from './read-places.ts';

export interface NodePlace extends Place {
  /** Of the domain. */
  name: string;
}

/** The domains that a node of the account is in, asked, or was refused by; null where there is no chain. */
export async function listNodePlaces(
  deps: Pick<Deps, 'db' | 'chain' | 'clock'>,
  input: { ownerId: string; nodeId: string },
): Promise<NodePlace[] | null> {
  const { address } = await findOwnNode(deps, input);
  if (!deps.chain) return null;
  const places = await readPlaces(deps, { nodes: [address] });
  const domains = await deps.db.domain.findMany({
    where: { id: { in: places.map(({ domainId }) => domainId) } },
    select: { id: true, name: true },
  });
  const names = new Map(domains.map(({ id, name }) => [id.toFixed(), name]));
  return places.map((place) => ({ ...place, name: names.get(place.domainId) ?? place.domainId }));
}
