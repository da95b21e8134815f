import type { Address } from 'viem';
import { askChain } from '#server/chain/ask-chain.ts';
import { readNodeLink } from '#server/chain/read-node-link.ts';
import type { Deps } from '#server/deps-type.ts';
import { findOwnNode } from './find-own-node.ts';

export interface NodeOnChain {
  node: Address;
  link: {
    owner: Address;
    payout: Address;
    linkedAt: Date;
    /** Whether a wallet of this account owns it. */
    isOwn: boolean;
  } | null;
  pending: { payout: Address; readyAt: Date } | null;
}

/** How one of the account's nodes stands on the chain; null where there is no chain. */
export async function getChainLink(
  deps: Pick<Deps, 'db' | 'chain'>,
  input: { ownerId: string; nodeId: string },
): Promise<NodeOnChain | null> {
  const { address: node } = await findOwnNode(deps, input);
  const { chain } = deps;
  if (!chain) return null;
  const { link, pending } = await askChain(() => readNodeLink(chain, node));
  if (!link) return { node, link: null, pending };
  const address = link.owner.toLowerCase();
  const isOwn = (await deps.db.wallet.count({ where: { address, ownerId: input.ownerId } })) === 1;
  return { node, link: { ...link, isOwn }, pending };
}
