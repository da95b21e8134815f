import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openStop, untilAborted } from './stop-signal.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
let said: string[];
let forced: number;
let exits: unknown[];
beforeEach(() => {
  said = [];
  forced = 0;
  exits = [];
  vi.useFakeTimers({ toFake: ['performance'] });
  vi.spyOn(process, 'exit').mockImplementation((code) => {
    exits.push(code);
    return undefined as never;
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  for (const signal of signals) process.removeAllListeners(signal);
});

function open(): AbortSignal {
  return openStop({
    say: (line) => said.push(line),
    onForce: () => {
      forced += 1;
    },
  });
}

test.each(signals)('the first %s asks to stop, without force', async (name) => {
  const stop = open();
  expect(stop.aborted).toBe(false);
  process.emit(name);
  await untilAborted(stop);
  expect({ said, forced, exits }).toEqual({ said: [], forced: 0, exits: [] });
});

test('signals within two seconds of the first are the same wish: one Ctrl-C may arrive twice', () => {
  open();
  process.emit('SIGINT');
  process.emit('SIGTERM');
  vi.advanceTimersByTime(2_000);
  process.emit('SIGINT');
  expect({ forced, exits }).toEqual({ forced: 0, exits: [] });
});

test('a later one ends everything at once', () => {
  open();
  process.emit('SIGINT');
  vi.advanceTimersByTime(2_001);
  process.emit('SIGINT');
  expect({ said, forced, exits }).toEqual({ said: ['Ending at once.'], forced: 1, exits: [130] });
});
