import { BlockNotFoundError } from 'viem';
import type { ChainReader } from '#server/deps-type.ts';

/** Whether the chain has this block now. Asks it only when `head`, its newest block, doesn't say so already. A block without a hash is the one before the first that was read, which nobody disputes. */
export async function isOnChain(
  { client }: ChainReader,
  input: {
    block: { number: number; hash: string };
    head: { number: bigint; hash: string; parentHash: string } | null;
  },
): Promise<boolean> {
  const { block, head } = input;
  if (block.hash === '') return true;
  const above = head && Number(head.number) - block.number;
  if (above !== null && above < 0) return false;
  if (above === 0) return head?.hash === block.hash;
  if (above === 1) return head?.parentHash === block.hash;
  try {
    return (await client.getBlock({ blockNumber: BigInt(block.number) })).hash === block.hash;
  } catch (cause) {
    if (cause instanceof BlockNotFoundError) return false;
    throw cause;
  }
}
