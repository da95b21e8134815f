const firstMs = 500;
const mostMs = 30_000;

/** Wait before attempt `attempt` (0 is the first retry): doubles up to 30 s, then somewhere between half of it and all of it. */
export function backoffDelayMs(attempt: number, random: () => number = Math.random): number {
  const ceilingMs = Math.min(mostMs, firstMs * 2 ** Math.min(attempt, 16));
  return Math.round(ceilingMs * (0.5 + random() / 2));
}
