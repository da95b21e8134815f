import type { Schedule } from './schedule.ts';
import { tunnelSettings } from './tunnel-settings.ts';

export interface Pulse {
  /** Call for each answer to a ping. */
  seen(): void;
  stop(): void;
}

/** Pings every 15 s and calls `onDead` once when two pings in a row stay without an answer. */
export function watchPulse(options: { schedule: Schedule; ping: () => void; onDead: () => void }): Pulse {
  let unanswered = 0;
  const stop = options.schedule.every(tunnelSettings.pingIntervalMs, () => {
    if (unanswered >= tunnelSettings.pingsMissed) {
      stop();
      options.onDead();
      return;
    }
    unanswered += 1;
    options.ping();
  });
  return {
    seen: () => {
      unanswered = 0;
    },
    stop,
  };
}
