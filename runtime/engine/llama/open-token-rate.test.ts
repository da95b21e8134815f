import { expect, it } from 'vitest';
import { openTokenRate } from './open-token-rate.ts';

it('gives tokens per second of the last ten seconds', () => {
  let now = 0;
  const rate = openTokenRate(() => now);
  rate.add(100);
  now = 5_000;
  rate.add(50);
  expect(rate.perSecond()).toBe(15);
  now = 12_000;
  expect(rate.perSecond()).toBe(5);
  rate.add(10);
  expect(rate.perSecond()).toBe(6);
});
