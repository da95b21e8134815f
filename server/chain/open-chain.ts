import { type Chain, createPublicClient, defineChain, http } from 'viem';
import type { ChainFacts } from '#protocol/chain/chain-facts.ts';
import type { ChainReader } from '#server/deps-type.ts';

const localPollMs = 100;
const pollMs = 4_000;

/** A reader of the chain with these facts. It opens no connection before the first question. */
export function openChain(facts: ChainFacts, options: { confirmations?: number } = {}): ChainReader {
  const client = createPublicClient({
    chain: chainOf(facts),
    transport: http(facts.rpcUrl, { timeout: 10_000, retryCount: 1 }),
    pollingInterval: facts.isLocal ? localPollMs : pollMs,
    cacheTime: 0,
  });
  return { facts, client, confirmations: facts.isLocal ? 0 : (options.confirmations ?? defaultConfirmations) };
}

/** Blocks on top of an event before a real network's index believes it. */
export const defaultConfirmations = 5;

/** The chain as viem knows chains. */
export function chainOf({ chainId, isLocal, rpcUrl }: ChainFacts): Chain {
  return defineChain({
    id: chainId,
    name: isLocal ? 'GaiaNet local chain' : `Chain ${chainId}`,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  });
}
