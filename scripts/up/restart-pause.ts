const longestMs = 30_000;
const calmMs = 60_000;

/** How a program crashes: `crashes` in a row, the last after `ranMs`. A run of a minute ends the row. */
export interface Crash {
  crashes: number;
  ranMs: number;
}

/** The pause before the next start, which doubles while a program keeps crashing (half a second to half a minute), and the length of the row. */
export function restartPause({ crashes, ranMs }: Crash, firstMs = 500): { pauseMs: number; crashes: number } {
  const row = ranMs > calmMs ? 1 : crashes + 1;
  return { pauseMs: Math.min(firstMs * 2 ** (row - 1), longestMs), crashes: row };
}
