import { describe, expect, it } from 'vitest';
import { drawToken, openRandom } from './draw-token.ts';

const distribution = new Map([
  [7, 0.5],
  [3, 0.3],
  [9, 0.15],
  [1, 0.05],
]);
const all = { temperature: 1, topP: 1, topK: 0 };

function shares(sampling: typeof all & { minP?: number }): Record<number, number> {
  const random = openRandom(1);
  const counts: Record<number, number> = {};
  const draws = 20_000;
  for (let draw = 0; draw < draws; draw += 1) {
    const token = drawToken(distribution, sampling, random);
    counts[token] = (counts[token] ?? 0) + 1 / draws;
  }
  return counts;
}

describe('drawToken', () => {
  it('draws each token as often as it is probable', () => {
    for (const [token, share] of Object.entries(shares(all)))
      expect(share).toBeCloseTo(distribution.get(Number(token)) ?? 0, 1);
  });

  it('keeps to top-k, top-p and min-p', () => {
    expect(Object.keys(shares({ ...all, topK: 2 }))).toEqual(['3', '7']);
    expect(Object.keys(shares({ ...all, topP: 0.7 }))).toEqual(['3', '7']);
    expect(Object.keys(shares({ ...all, minP: 0.2 }))).toEqual(['3', '7', '9']);
  });

  it('sharpens with a low temperature and takes the likeliest at 0', () => {
    expect(shares({ ...all, temperature: 0.5 })[7]).toBeGreaterThan(0.65);
    expect(Object.keys(shares({ ...all, temperature: 0 }))).toEqual(['7']);
  });

  it('gives the same numbers for the same seed, spread from 0 to 1', () => {
    const [first, again] = [openRandom(9), openRandom(9)];
    const numbers = Array.from({ length: 1_000 }, first);
    expect(Array.from({ length: 1_000 }, again)).toEqual(numbers);
    expect(numbers.reduce((sum, number) => sum + number, 0) / 1_000).toBeCloseTo(0.5, 1);
    expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
  });
});
