import type { Address, Hex } from 'viem';
import { pinnedChainOf } from '#protocol/chain/pinned-chain.ts';
import { controlNodeLinkResultSchema } from '#protocol/control/node-link.ts';
import { AppError } from '#protocol/errors.ts';
import { askChain } from '#server/chain/ask-chain.ts';
import { chainNow } from '#server/chain/chain-now.ts';
import { readNodeLink } from '#server/chain/read-node-link.ts';
import { requireChain } from '#server/chain/require-chain.ts';
import type { Deps } from '#server/deps-type.ts';
import { findOwnNode } from './find-own-node.ts';
import { requestControl } from './request-control.ts';

export interface PrepareChainLinkInput {
  ownerId: string;
  nodeId: string;
  /** The account's wallet that will send the transaction and own the node. */
  wallet: Address;
  /** Where the node's income goes. */
  payout: Address;
}

/** The arguments of `linkNode`, but for the metadata. */
export interface PreparedChainLink {
  node: Address;
  payout: Address;
  /** Unix seconds, as digits. */
  deadline: string;
  nodeSignature: Hex;
}

const lifeSeconds = 1_800;

/** Asks a node of the account for its consent to belong to one of the account's wallets, good for half an hour. Throws `conflict` when it belongs to a wallet already, `forbidden` for a wallet that isn't linked to the account, `node_offline` when it can't be asked. */
export async function prepareChainLink(
  deps: Pick<Deps, 'db' | 'chain' | 'clock' | 'nodes' | 'secrets'>,
  input: PrepareChainLinkInput,
): Promise<PreparedChainLink> {
  const { ownerId, nodeId, wallet, payout } = input;
  const { address: node } = await findOwnNode(deps, input);
  const chain = requireChain(deps);
  const isOwn = (await deps.db.wallet.count({ where: { address: wallet.toLowerCase(), ownerId } })) === 1;
  if (!isOwn)
    throw new AppError('forbidden', `The wallet ${wallet} is not linked to your account; link it first (Settings).`);
  const { link, nonce } = await askChain(() => readNodeLink(chain, node));
  if (link) throw new AppError('conflict', `This node belongs to ${link.owner} on the chain already; unlink it first.`);
  const deadline = String(Math.floor((await chainNow(deps)).getTime() / 1000) + lifeSeconds);
  const body = { chain: pinnedChainOf(chain.facts), owner: wallet, payout, nonce: String(nonce), deadline };
  const { signature } = await requestControl(
    deps,
    { ownerId, nodeId, method: 'POST', path: '/control/node-link', body },
    controlNodeLinkResultSchema,
  );
  return { node, payout, deadline, nodeSignature: signature };
}
