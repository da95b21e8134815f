import type { ChainReader, Deps } from '#server/deps-type.ts';

/** How far the local chain's clock was ahead when it last told, for the moments in which it doesn't answer. */
const knownAheadMs = new WeakMap<ChainReader, number>();

/** The time by which contracts judge deadlines and ends: that of the block that would come now on the local chain, whose clock can be put forward (`npm run chain:forward`), and this machine's on a network. */
export async function chainNow({ chain, clock }: Pick<Deps, 'chain' | 'clock'>): Promise<Date> {
  if (!chain?.facts.isLocal) return clock();
  const block = await chain.client.getBlock({ blockTag: 'pending' }).catch(() => null);
  if (!block) return new Date(clock().getTime() + (knownAheadMs.get(chain) ?? 0));
  const now = new Date(Number(block.timestamp) * 1_000);
  knownAheadMs.set(chain, now.getTime() - clock().getTime());
  return now;
}
