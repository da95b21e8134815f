import { type Chain, createPublicClient, defineChain, type Hex, http } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import type { ChainFacts } from '#protocol/chain/chain-facts.ts';
import type { ChainReader } from '#server/deps-type.ts';
import { localAccount } from './local/local-accounts.ts';

/** Blocks on top of an event before a real network's index believes it. */
const defaultConfirmations = 5;

const localPollMs = 50;
const pollMs = 4_000;

/** A reader of the chain with these facts. It opens no connection before the first question. `relayKey` pays for what the server sends; the local chain brings its own. */
export function openChain(
  facts: ChainFacts,
  { confirmations = defaultConfirmations, relayKey }: { confirmations?: number; relayKey?: Hex | undefined } = {},
): ChainReader {
  return {
    facts,
    client: createPublicClient({
      chain: chainOf(facts),
      transport: http(facts.rpcUrl, { timeout: 10_000, retryCount: 1 }),
      pollingInterval: facts.isLocal ? localPollMs : pollMs,
      cacheTime: 0,
    }),
    confirmations: facts.isLocal ? 0 : confirmations,
    relay: relayOf(facts, relayKey),
  };
}

function relayOf({ isLocal }: ChainFacts, key: Hex | undefined): ChainReader['relay'] {
  if (isLocal) return localAccount('relay');
  return key ? privateKeyToAccount(key) : null;
}

/** The chain as viem knows chains. */
export function chainOf({ chainId, isLocal, rpcUrl }: Pick<ChainFacts, 'chainId' | 'isLocal' | 'rpcUrl'>): Chain {
  return defineChain({
    id: chainId,
    name: isLocal ? 'GaiaNet local chain' : `Chain ${chainId}`,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  });
}
