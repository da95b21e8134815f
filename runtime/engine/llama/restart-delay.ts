const firstMs = 50;
const longestMs = 30_000;

/** Milliseconds until the child is started again after so many crashes in a row: at once, then ever more slowly. */
export function restartDelay(crashesInARow: number): number {
  return Math.min(longestMs, firstMs * 3 ** Math.max(0, crashesInARow - 1));
}
