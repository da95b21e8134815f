import { setTimeout as delay } from 'node:timers/promises';
import type { Deps } from '#server/deps-type.ts';
import { settleMarket } from './settle-market.ts';

const localPauseMs = 500;
const pauseMs = 4_000;
/** Deadlines pass without a block. */
const longestQuietMs = 30_000;

/** Settles the market whenever the index has moved, until the signal aborts. Any number of processes may do so. */
export async function watchMarket(deps: Deps, { signal }: { signal: AbortSignal }): Promise<void> {
  if (!deps.chain) return;
  const everyMs = deps.chain.facts.isLocal ? localPauseMs : pauseMs;
  let seen = '';
  let settledAtMs = 0;
  while (!signal.aborted) {
    try {
      const place = await readPlace(deps);
      const nowMs = deps.clock().getTime();
      if (place !== seen || nowMs - settledAtMs > longestQuietMs) {
        await settleMarket(deps);
        seen = place;
        settledAtMs = nowMs;
      }
    } catch (err) {
      deps.log.warn({ err }, 'market.not-settled');
    }
    await delay(everyMs, undefined, { signal }).catch(() => undefined);
  }
}

async function readPlace(deps: Pick<Deps, 'db'>): Promise<string> {
  const cursor = await deps.db.chainCursor.findFirst({ select: { blockHash: true, rewinds: true } });
  return cursor ? `${cursor.blockHash} ${cursor.rewinds}` : '';
}
