import type { BrowserFacts } from '#protocol/chain/browser-facts.ts';
import { isLoopbackUrl } from '#protocol/chain/is-loopback-url.ts';
import type { Deps } from '#server/deps-type.ts';

/** The chain as pages see it; null where the installation uses none. */
export function browserFacts({ chain }: Pick<Deps, 'chain'>): BrowserFacts | null {
  if (!chain) return null;
  const { chainId, isLocal, rpcUrl, contracts, assets } = chain.facts;
  const name = chain.client.chain?.name ?? `Chain ${chainId}`;
  const loopbackRpcUrl = isLocal && isLoopbackUrl(rpcUrl) ? rpcUrl : null;
  return { chainId, name, isLocal, loopbackRpcUrl, contracts, assets };
}
