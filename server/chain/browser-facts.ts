import type { ContractAddresses } from '#protocol/chain/chain-facts.ts';
import { isLoopbackUrl } from '#protocol/chain/is-loopback-url.ts';
import type { Deps } from '#server/deps-type.ts';

/** What a browser is told of the chain. Never the RPC address of a real network: it may hold a key. */
export interface BrowserFacts {
  chainId: number;
  name: string;
  isLocal: boolean;
  /** Where a wallet on this same machine reaches the local chain; null for every other chain. */
  loopbackRpcUrl: string | null;
  contracts: ContractAddresses;
}

/** The chain as pages see it; null where the installation uses none. */
export function browserFacts({ chain }: Pick<Deps, 'chain'>): BrowserFacts | null {
  if (!chain) return null;
  const { chainId, isLocal, rpcUrl, contracts } = chain.facts;
  const name = chain.client.chain?.name ?? `Chain ${chainId}`;
  const loopbackRpcUrl = isLocal && isLoopbackUrl(rpcUrl) ? rpcUrl : null;
  return { chainId, name, isLocal, loopbackRpcUrl, contracts };
}
