import { isLoopbackUrl } from '#protocol/chain/is-loopback-url.ts';
import { localChainId } from '#protocol/chain/local-chain-id.ts';

/** A burner's key lies open in the browser's storage, so it may only ever hold worthless money: that of the chain that runs on this very machine. */
export function isBurnerAllowed(facts: { chainId: number; isLocal: boolean; loopbackRpcUrl: string | null }): boolean {
  const { chainId, isLocal, loopbackRpcUrl } = facts;
  return isLocal && chainId === localChainId && loopbackRpcUrl !== null && isLoopbackUrl(loopbackRpcUrl);
}
