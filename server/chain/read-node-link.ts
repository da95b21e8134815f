import { type Address, zeroAddress } from 'viem';
import { nodeRegistryAbi } from '#contracts/generated/node-registry-abi.ts';
import type { ChainReader } from '#server/deps-type.ts';

/** How a node stands in the registry now. */
export interface NodeChainLink {
  /** Null while no wallet has linked it. */
  link: { owner: Address; payout: Address; linkedAt: Date } | null;
  /** A change of payout that waits until it can be applied. */
  pending: { payout: Address; readyAt: Date } | null;
  /** What the node's next consent has to carry. */
  nonce: bigint;
}

/** Reads a node's link from the registry itself, not from the index. Throws what viem throws when the chain does not answer. */
export async function readNodeLink({ facts, client }: ChainReader, node: Address): Promise<NodeChainLink> {
  const registry = { address: facts.contracts.nodeRegistry, abi: nodeRegistryAbi, args: [node] } as const;
  const [[owner, payout, , linkedAt], [pendingPayout, readyAt], nonce] = await Promise.all([
    client.readContract({ ...registry, functionName: 'linkOf' }),
    client.readContract({ ...registry, functionName: 'pendingPayoutOf' }),
    client.readContract({ ...registry, functionName: 'nonces' }),
  ]);
  return {
    link: owner === zeroAddress ? null : { owner, payout, linkedAt: new Date(linkedAt * 1000) },
    pending: pendingPayout === zeroAddress ? null : { payout: pendingPayout, readyAt: new Date(readyAt * 1000) },
    nonce,
  };
}
