import type { Address } from 'viem';
import { askChain } from '#server/chain/ask-chain.ts';
import { chainNow } from '#server/chain/chain-now.ts';
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
  /** Another payout that was asked for; `isReady` once it can be applied. */
  pending: { payout: Address; readyAt: Date; isReady: boolean } | null;
}

/** How one of the account's nodes stands on the chain; null where there is no chain. */
export async function getChainLink(
  deps: Pick<Deps, 'db' | 'chain' | 'clock'>,
  input: { ownerId: string; nodeId: string },
): Promise<NodeOnChain | null> {
  const { address: node } = await findOwnNode(deps, input);
  const { chain } = deps;
  if (!chain) return null;
  const { link, pending: asked } = await askChain(() => readNodeLink(chain, node));
  const pending = asked && { ...asked, isReady: asked.readyAt <= (await chainNow(deps)) };
  if (!link) return { node, link: null, pending };
  const address = link.owner.toLowerCase();
  const isOwn = (await deps.db.wallet.count({ where: { address, ownerId: input.ownerId } })) === 1;
  return { node, link: { ...link, isOwn }, pending };
}
