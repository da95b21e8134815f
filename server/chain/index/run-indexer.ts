import { setTimeout as delay } from 'node:timers/promises';
import type { Deps } from '#server/deps-type.ts';
import { indexBlocks } from './index-blocks.ts';
import type { IndexDeps } from './index-deps.ts';
import { takeLease } from './take-lease.ts';

const largestSpan = 2_000;
const longestPauseMs = 30_000;
const localPauseMs = 250;
const pauseMs = 4_000;

export interface IndexerOptions {
  databaseUrl: string;
  signal: AbortSignal;
  /** Between two looks at the chain's head. */
  everyMs?: number;
}

/** Keeps the index at the chain's head until the signal aborts. Of several processes one reads the chain; when it ends, another goes on. A chain or database that does not answer is waited for. */
export async function runIndexer(deps: Deps, options: IndexerOptions): Promise<void> {
  const { chain, log } = deps;
  if (!chain) return;
  const everyMs = options.everyMs ?? (chain.facts.isLocal ? localPauseMs : pauseMs);
  const pause = (ms: number) => delay(ms, undefined, { signal: options.signal }).catch(() => undefined);
  while (!options.signal.aborted) {
    const lease = await takeLease(options.databaseUrl).catch((err: unknown) => {
      log.warn({ err }, 'chain.lease-not-taken');
      return null;
    });
    if (lease) {
      log.info({ chainId: chain.facts.chainId }, 'chain.index-started');
      const goesOn = () => lease.isHeld() && !options.signal.aborted;
      try {
        await follow({ ...deps, chain }, { goesOn, pause, everyMs });
      } finally {
        await lease.release().catch(() => undefined);
      }
    }
    if (!options.signal.aborted) await pause(everyMs);
  }
}

/** Block after block while the lease is held. A range that a provider finds too large is halved; it grows again when all is well. */
async function follow(
  deps: IndexDeps,
  { goesOn, pause, everyMs }: { goesOn: () => boolean; pause: (ms: number) => Promise<void>; everyMs: number },
): Promise<void> {
  let span = largestSpan;
  let failures = 0;
  while (goesOn()) {
    try {
      const { isAtHead } = await indexBlocks(deps, { span });
      if (failures > 0) deps.log.info('chain.readable-again');
      failures = 0;
      span = Math.min(span * 2, largestSpan);
      if (isAtHead) await pause(everyMs);
    } catch (err) {
      failures += 1;
      span = Math.max(Math.floor(span / 2), 1);
      if (failures === 1) deps.log.warn({ err }, 'chain.unreadable');
      await pause(Math.min(everyMs * 2 ** Math.min(failures, 10), longestPauseMs));
    }
  }
}
