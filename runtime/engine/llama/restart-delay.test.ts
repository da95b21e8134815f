import { expect, it } from 'vitest';
import { restartDelay } from './restart-delay.ts';

it('restarts at once after one crash and slows down while crashes go on', () => {
  expect([1, 2, 3, 4].map(restartDelay)).toEqual([50, 150, 450, 1350]);
  expect(restartDelay(100)).toBe(30_000);
});
