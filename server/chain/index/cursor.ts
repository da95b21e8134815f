import { createHash } from 'node:crypto';
import type { ChainFacts } from '#protocol/chain/chain-facts.ts';
import type { Prisma } from '#server/generated/client.ts';
import { lockIndex } from './index-deps.ts';

/** How far the chain has been read. */
export interface Cursor {
  blockNumber: number;
  /** Empty before the first block was read. */
  blockHash: string;
  headNumber: number;
  rewinds: number;
}

const columns = { blockNumber: true, blockHash: true, headNumber: true, rewinds: true };

/** What an index is of: the chain and the contracts on it. */
export function chainKeyOf({ chainId, contracts }: ChainFacts): string {
  const addresses = Object.entries(contracts).sort(([a], [b]) => a.localeCompare(b));
  return `${chainId}:${createHash('sha256').update(JSON.stringify(addresses)).digest('hex')}`;
}

/** The cursor of the index of this chain; null when nothing of it was read yet. */
export async function readCursor(db: Prisma.TransactionClient, facts: ChainFacts): Promise<Cursor | null> {
  return db.chainCursor.findFirst({ where: { chainKey: chainKeyOf(facts) }, select: columns });
}

/** Locks the index for the transaction. False when another process has moved it since `seen` was read: nothing may be written then. */
export async function lockCursor(
  tx: Prisma.TransactionClient,
  { facts, seen }: { facts: ChainFacts; seen: Cursor },
): Promise<boolean> {
  await lockIndex(tx);
  const now = await readCursor(tx, facts);
  return now?.blockNumber === seen.blockNumber && now.blockHash === seen.blockHash && now.rewinds === seen.rewinds;
}
