import { type Address, isAddress, isAddressEqual } from 'viem';
import { z } from 'zod';
import type { ChainFacts } from './chain-facts.ts';

const address = z.custom<Address>((value) => typeof value === 'string' && isAddress(value, { strict: false }));

/** What a node pins of the chain and signs for, and nothing else. All strings, as in its `link.json`. */
export const pinnedChainSchema = z.object({ chainId: z.string().regex(/^[1-9]\d{0,15}$/), nodeRegistry: address });
export type PinnedChain = z.infer<typeof pinnedChainSchema>;

/** The part of a chain's facts that nodes pin. */
export function pinnedChainOf({ chainId, contracts }: Pick<ChainFacts, 'chainId' | 'contracts'>): PinnedChain {
  return { chainId: String(chainId), nodeRegistry: contracts.nodeRegistry };
}

/** Whether both mean the same registry on the same chain. */
export function isSameChain(one: PinnedChain, other: PinnedChain): boolean {
  return one.chainId === other.chainId && isAddressEqual(one.nodeRegistry, other.nodeRegistry);
}
