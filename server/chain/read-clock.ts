import type { Deps } from '#server/deps-type.ts';
import { chainNow } from './chain-now.ts';

/** Less than this is what two clocks differ by anyway. */
const noticeableMs = 60_000;

export interface ChainClock {
  now: Date;
  /** How far the chain's clock was put forward; 0 where it goes with this machine's. */
  aheadSeconds: number;
}

/** The time on the chain beside this machine's. */
export async function readClock(deps: Pick<Deps, 'chain' | 'clock'>): Promise<ChainClock> {
  const now = await chainNow(deps);
  const aheadMs = now.getTime() - deps.clock().getTime();
  return { now, aheadSeconds: aheadMs < noticeableMs ? 0 : Math.round(aheadMs / 1_000) };
}
