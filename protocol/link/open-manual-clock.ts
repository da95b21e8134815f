import type { Schedule } from './schedule.ts';

/** A clock that moves only when told to, with the timers that hang on it: time for tests and simulations. */
export interface ManualClock {
  now(): Date;
  schedule: Schedule;
  /** Moves time forward and runs each task that falls due, in order of time. */
  advance(ms: number): void;
}

interface Alarm {
  at: number;
  task: () => void;
  everyMs: number | null;
}

/** Opens a manual clock that stands at `start`. */
export function openManualClock(start: Date): ManualClock {
  const alarms = new Set<Alarm>();
  let nowMs = start.getTime();

  const add = (alarm: Alarm) => {
    alarms.add(alarm);
    return () => {
      alarms.delete(alarm);
    };
  };
  const run = (alarm: Alarm) => {
    nowMs = alarm.at;
    if (alarm.everyMs === null) alarms.delete(alarm);
    else alarm.at += alarm.everyMs;
    alarm.task();
  };

  return {
    now: () => new Date(nowMs),
    schedule: {
      after: (delayMs, task) => add({ at: nowMs + delayMs, task, everyMs: null }),
      every: (intervalMs, task) => add({ at: nowMs + intervalMs, task, everyMs: intervalMs }),
    },
    advance: (ms) => {
      const until = nowMs + ms;
      for (let next = earliest(alarms, until); next; next = earliest(alarms, until)) run(next);
      nowMs = until;
    },
  };
}

function earliest(alarms: Set<Alarm>, until: number): Alarm | undefined {
  let first: Alarm | undefined;
  for (const alarm of alarms) {
    if (alarm.at <= until && (!first || alarm.at < first.at)) first = alarm;
  }
  return first;
}
