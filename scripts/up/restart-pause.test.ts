import { expect, test } from 'vitest';
import { restartPause } from './restart-pause.ts';

test('the pause doubles with each crash in a row, from half a second to half a minute', () => {
  const pauses: number[] = [];
  let crashes = 0;
  for (let time = 0; time < 9; time += 1) {
    const next = restartPause({ crashes, ranMs: 1_000 });
    crashes = next.crashes;
    pauses.push(next.pauseMs);
  }
  expect(pauses).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
});

test('a program that ran for more than a minute starts a new row', () => {
  expect(restartPause({ crashes: 6, ranMs: 60_001 })).toEqual({ pauseMs: 500, crashes: 1 });
  expect(restartPause({ crashes: 6, ranMs: 60_000 })).toEqual({ pauseMs: 30_000, crashes: 7 });
});
