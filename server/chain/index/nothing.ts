/** How the chain writes "nobody". */
export const noAddress = '0x0000000000000000000000000000000000000000';
/** How the chain writes "nothing" where a hash is expected. */
export const noHash = `0x${'0'.repeat(64)}`;

/** The last second of the year 9999: the chain knows later ones, which neither people nor databases can write. */
const lastSecond = 253_402_300_799;

/** Seconds of the chain as a time; null for 0, which means never or nothing there. */
export function timeOf(seconds: number): Date | null {
  return seconds === 0 ? null : new Date(Math.min(seconds, lastSecond) * 1_000);
}
