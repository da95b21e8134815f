import type { Sampling } from '#runtime/engine/engine.ts';

/** The model's own distribution over the vocabulary, most likely first. */
export type Distribution = ReadonlyMap<number, number>;

/**
 * Draws a token the way llama.cpp's sampler chain does: top-k, top-p, min-p, then temperature. `random` gives numbers from 0
 * up to 1. Without temperature the most likely token is taken.
 */
export function drawToken(
  distribution: Distribution,
  sampling: Sampling & { topK: number },
  random: () => number,
): number {
  const { temperature, topP, topK, minP = 0 } = sampling;
  const [most] = distribution;
  if (!most) throw new Error('A distribution has at least one token.');
  if (temperature === 0) return most[0];

  const kept: [number, number][] = [];
  let mass = 0;
  for (const [token, probability] of distribution) {
    if ((topK > 0 && kept.length === topK) || mass >= topP || probability < minP * most[1]) break;
    kept.push([token, probability]);
    mass += probability;
  }
  const weights = kept.map(([, probability]) => (probability / most[1]) ** (1 / temperature));
  let left = random() * weights.reduce((sum, weight) => sum + weight, 0);
  const chosen = weights.findIndex((weight) => {
    left -= weight;
    return left < 0;
  });
  return (kept[chosen] ?? most)[0];
}

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function openRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
