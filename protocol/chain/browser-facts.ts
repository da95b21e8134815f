import type { ContractAddresses, PaymentAsset } from './chain-facts.ts';

/** What a browser is told of the chain. Never the RPC address of a real network: it may hold a key. */
export interface BrowserFacts {
  chainId: number;
  name: string;
  isLocal: boolean;
  /** Where a wallet on this same machine reaches the local chain; null for every other chain. */
  loopbackRpcUrl: string | null;
  contracts: ContractAddresses;
  /** Tokens that prices may be in, the usual one first. */
  assets: PaymentAsset[];
}
