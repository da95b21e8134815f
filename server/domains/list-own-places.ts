import type { Deps } from '#server/deps-type.ts';
import { ownWallets } from '#server/market/own-wallets.ts';
import { type Place, readPlaces } from './read-places.ts';

export interface OwnPlace {
  nodeId: string;
  name: string;
  address: string;
  /** Wallet that owns it on chain; null for a node that is linked with none. */
  owner: string | null;
  /** That wallet is linked with the account. */
  isOwn: boolean;
  /** Null for a node that never asked, or left. */
  place: Place | null;
}

/** The account's nodes, and how each stands with a domain. */
export async function listOwnPlaces(
  deps: Pick<Deps, 'db' | 'chain' | 'clock'>,
  input: { ownerId: string; domainId: string },
): Promise<OwnPlace[]> {
  const nodes = await deps.db.node.findMany({
    where: { ownerId: input.ownerId },
    orderBy: { name: 'asc' },
    select: { id: true, name: true, address: true },
  });
  const addresses = nodes.map(({ address }) => address.toLowerCase());
  const links = await deps.db.chainNode.findMany({ where: { node: { in: addresses } } });
  const places = (await readPlaces(deps, { nodes: addresses })).filter(({ domainId }) => domainId === input.domainId);
  const wallets = await ownWallets(deps, input.ownerId);
  return nodes.map(({ id, name, address }) => {
    const node = address.toLowerCase();
    const owner = links.find((link) => link.node === node)?.owner ?? null;
    const isOwn = owner !== null && wallets.includes(owner);
    return { nodeId: id, name, address, owner, isOwn, place: places.find((one) => one.node === node) ?? null };
  });
}
