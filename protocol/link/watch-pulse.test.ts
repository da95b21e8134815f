import { expect, test } from 'vitest';
import { openManualClock } from './open-manual-clock.ts';
import { watchPulse } from './watch-pulse.ts';

function watched() {
  const clock = openManualClock(new Date(0));
  const seen = { pings: 0, deaths: 0 };
  const pulse = watchPulse({
    schedule: clock.schedule,
    ping: () => {
      seen.pings += 1;
    },
    onDead: () => {
      seen.deaths += 1;
    },
  });
  return { clock, seen, pulse };
}

test('two pings without an answer mean death, told once', () => {
  const { clock, seen } = watched();

  clock.advance(30_000);
  expect(seen).toEqual({ pings: 2, deaths: 0 });
  clock.advance(15_000);
  expect(seen).toEqual({ pings: 2, deaths: 1 });
  clock.advance(60_000);
  expect(seen).toEqual({ pings: 2, deaths: 1 });
});

test('an answer starts the count again, and a stopped pulse does nothing', () => {
  const { clock, seen, pulse } = watched();

  clock.advance(30_000);
  pulse.seen();
  clock.advance(30_000);
  expect(seen).toEqual({ pings: 4, deaths: 0 });
  pulse.stop();
  clock.advance(60_000);
  expect(seen).toEqual({ pings: 4, deaths: 0 });
});
