import type { Address, Hash, Hex, PublicClient } from 'viem';

/** One transaction that a person is about to send, and what to tell them before they sign it. */
export interface TransactionStep {
  /** Names the intention, such as `buy:7:1`: while one transaction for it is under way, no second one is sent. */
  key: string;
  /** What will happen, as a sentence. */
  sentence: string;
  contract: { name: string; address: Address };
  data: Hex;
  value?: bigint;
  /** What leaves and what comes, ready to read: `Price` · `25.00 mUSD`. */
  amounts: { label: string; amount: string }[];
}

/** What is kept while a transaction is under way, so that it is found again after a reload and never sent twice. */
export interface SendRecord {
  key: string;
  chainId: number;
  account: Address;
  to: Address;
  data: Hex;
  /** Wei, as digits. */
  value: string;
  /** The account's nonce that it was asked with: at most one transaction can ever use it. */
  nonce: number;
  /** Block before the wallet was asked. */
  fromBlock: string;
  /** Unknown until the wallet has answered. */
  hash: Hash | null;
}

/** Why it did not happen. */
export type SendFailure =
  /** The person said no in the wallet. */
  | 'rejected'
  /** The wallet is on another chain. */
  | 'wrong-chain'
  | 'disconnected'
  /** The wallet now shows another account than the one this was prepared for. */
  | 'account-switched'
  /** The contract would refuse it; nothing was sent. */
  | 'refused'
  | 'no-gas-money'
  /** The chain did not answer before anything was asked of the wallet. */
  | 'chain-down'
  /** It was carried out and undone by the contract; only gas was paid. */
  | 'reverted'
  /** The person replaced it by an empty transaction. */
  | 'cancelled'
  /** Another transaction of the same account took its place. */
  | 'replaced'
  /** The network forgot it before it was carried out. */
  | 'dropped'
  /** An earlier page asked the wallet, and nothing came of it; the wallet may still show it. */
  | 'unanswered'
  /** The wallet failed in its own way; nothing was sent. */
  | 'wallet-failed';

export type SendState =
  | { step: 'idle' }
  /** The wallet shows it; `isChainDown` while the chain does not answer whether it was sent. */
  | { step: 'asked'; isChainDown: boolean }
  /** Under way. */
  | { step: 'sent'; hash: Hash; isChainDown: boolean }
  | { step: 'confirmed'; hash: Hash }
  | { step: 'failed'; failure: SendFailure; hash: Hash | null; detail: string | null };

/** What the machine needs of a wallet; anything it throws is named by `nameWalletError`. */
export interface SendingWallet {
  account: Address;
  /** Asks the wallet; resolves with the hash once it was signed and sent. */
  send(request: { to: Address; data: Hex; value: bigint; nonce: number }): Promise<Hash>;
}

/** Where records are kept: one a key. */
export interface SendStore {
  read(key: string): SendRecord | null;
  write(record: SendRecord): void;
  remove(key: string): void;
}

export interface SendMeans {
  client: Pick<
    PublicClient,
    'call' | 'getBlock' | 'getBlockNumber' | 'getTransaction' | 'getTransactionCount' | 'getTransactionReceipt'
  >;
  chainId: number;
  store: SendStore;
  /** Resolves after so long, or at once when aborted. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}
