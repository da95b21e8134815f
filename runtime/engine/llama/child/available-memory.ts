import { totalmem } from 'node:os';

/** Memory that stays free for the node itself. */
const reserveBytes = 300e6;

/** Bytes that models may use. On Linux what is free, within the container's limit; elsewhere the system frees caches when asked, so its total counts. */
export function availableMemory(): number {
  const bytes = process.platform === 'linux' ? process.availableMemory() : totalmem();
  return Math.max(0, bytes - reserveBytes);
}
