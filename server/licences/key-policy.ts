import type { Address } from 'viem';
import type { Prisma } from '#server/generated/client.ts';

/** Why a node may have a key: it is the creator's own, or the licence of a wallet covers it. */
export type KeyGround = { ground: 'creator' } | { ground: 'seat' | 'domain'; wallet: Address };

export interface KeyQuestion {
  /** Node that asks, with its signature checked. */
  node: Address;
  deedId: bigint;
  /** Name of the content, for the sentence of a refusal. */
  name: string;
}

/** Writes down that the key is given on this ground. */
export type Release = (tx: Prisma.TransactionClient, ground: KeyGround) => Promise<void>;

/** Decides who may have the key of licensed content. Fails closed: whatever can't be found out is a no. */
export interface KeyPolicy {
  /** Runs `release` in a transaction in which no other node can take the ground it found. Throws `forbidden` with what its owner can do, `upstream_failed` when the chain can't be read. */
  decide(question: KeyQuestion, release: Release): Promise<void>;
}
