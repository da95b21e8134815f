import { setTimeout as delay } from 'node:timers/promises';
import { isAlive } from '#server/db/embedded/is-alive.ts';
import { type RunningPostgres, startPostgres } from '#server/db/embedded/start-postgres.ts';
import { restartPause } from './restart-pause.ts';

const lookEveryMs = 250;

/** The embedded PostgreSQL, kept running. */
export interface KeptDatabase {
  /** Stops it for good. */
  stop(): Promise<void>;
  /** Ends it at once; it recovers at its next start. */
  force(): void;
}

/** Starts PostgreSQL again, on the same port, whenever it ends by itself: started by this run or joined. */
export function keepDatabase(
  first: RunningPostgres,
  options: { folder: string; say: (line: string) => void; firstPauseMs?: number },
): KeptDatabase {
  const { folder, say, firstPauseMs } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  let server = first;

  async function keep(): Promise<void> {
    for (let crashes = 0; ; ) {
      const startedMs = performance.now();
      await untilGone(server.pid, signal);
      if (signal.aborted) return;
      const next = restartPause({ crashes, ranMs: performance.now() - startedMs }, firstPauseMs);
      crashes = next.crashes;
      say(`The database ended; starting it again in ${next.pauseMs / 1_000} s. Its log: ${folder}.log`);
      await delay(next.pauseMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      await startPostgres({ folder, port: server.port }).then(
        (started) => {
          server = started;
          say(`The database runs again on port ${server.port}.`);
        },
        (cause: unknown) => say(cause instanceof Error ? cause.message : String(cause)),
      );
    }
  }

  const kept = keep();
  return {
    async stop() {
      stopping.abort();
      await kept;
      await server.stop();
    },
    force() {
      stopping.abort();
      if (server.pid !== null && isAlive(server.pid)) process.kill(server.pid, 'SIGQUIT');
    },
  };
}

async function untilGone(pid: number | null, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && pid !== null && isAlive(pid)) {
    await delay(lookEveryMs, undefined, { signal }).catch(() => undefined);
  }
}
