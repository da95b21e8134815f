import type { Address } from 'viem';

/** Why a node may have a key: it is the creator's own, or the licence of a wallet covers it. */
export type KeyGround = { ground: 'creator' } | { ground: 'seat' | 'domain'; wallet: Address };

export interface KeyQuestion {
  /** Node that asks, with its signature checked. */
  node: Address;
  deedId: bigint;
  /** Name of the content, for the sentence of a refusal. */
  name: string;
}

/** Decides who may have the key of licensed content. Fails closed: whatever can't be found out is a no. */
export interface KeyPolicy {
  /** Runs `release` while the ground it found can't be taken by another node. Throws `forbidden` with what its owner can do, `upstream_failed` when the chain can't be read. */
  decide(question: KeyQuestion, release: (ground: KeyGround) => Promise<void>): Promise<void>;
}
