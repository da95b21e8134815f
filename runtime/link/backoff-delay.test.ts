import { expect, test } from 'vitest';
import { backoffDelayMs } from './backoff-delay.ts';

test('the wait doubles up to 30 s, and chance takes up to half of it', () => {
  const longest = [0, 1, 2, 5, 6, 100].map((attempt) => backoffDelayMs(attempt, () => 1));
  expect(longest).toEqual([500, 1_000, 2_000, 16_000, 30_000, 30_000]);
  expect(backoffDelayMs(6, () => 0)).toBe(15_000);
});
