import { createWriteStream } from 'node:fs';
import { stat, truncate } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { indexedBlockBytes } from '#protocol/bundles/block-index.ts';
import { AppError } from '#protocol/errors.ts';
import { verifyBlocks } from '#runtime/deployments/steps/verify-blocks.ts';

export interface BundleDownload {
  address: string;
  /** File that grows; a later try goes on at its end. */
  partial: string;
  sizeBytes: number;
  /** Hashes of its blocks: each is verified as it comes, and only what is right is kept. Empty where they aren't known. */
  blocks: readonly Uint8Array[];
  signal: AbortSignal;
}

/** Downloads a bundle. A connection that is cut is taken up where it broke, as long as each try brings something. The caller verifies the whole. */
export async function downloadBundle(input: BundleDownload, onBytes: (received: number) => void): Promise<void> {
  const { partial, sizeBytes } = input;
  for (let have = await sizeOf(partial); have !== sizeBytes; ) {
    const start = await placeToGoOn(input, have);
    const lost = await goOnUnlessLost(input, { start, onBytes });
    if (!lost) return;
    const now = await sizeOf(partial);
    if (now <= have) {
      throw new AppError(
        'upstream_failed',
        `The gateway was lost after ${now} of the bundle's ${sizeBytes} bytes; deploy again and it goes on from there.`,
        { cause: lost.cause },
      );
    }
    have = now;
  }
}

/** The end of what is there and whole; a file that is too long is begun anew. */
async function placeToGoOn({ partial, sizeBytes, blocks }: BundleDownload, have: number): Promise<number> {
  if (have > sizeBytes) return 0;
  if (blocks.length === 0) return have;
  const start = have - (have % indexedBlockBytes);
  if (start !== have) await truncate(partial, start);
  return start;
}

async function goOnUnlessLost(
  input: BundleDownload,
  progress: { start: number; onBytes: (received: number) => void },
): Promise<{ cause: unknown } | null> {
  try {
    await goOn(input, progress);
    return null;
  } catch (cause) {
    input.signal.throwIfAborted();
    if (cause instanceof AppError) throw cause;
    return { cause };
  }
}

/** Length of a file, 0 where there is none. */
export async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}

async function goOn(
  { address, partial, sizeBytes, blocks, signal }: BundleDownload,
  { start, onBytes }: { start: number; onBytes: (received: number) => void },
): Promise<void> {
  const headers: Record<string, string> = start > 0 ? { range: `bytes=${start}-` } : {};
  const response = await fetch(address, { headers, signal, redirect: 'error' });
  if (!response.ok || !response.body) {
    throw new AppError(
      'upstream_failed',
      `The gateway answered ${response.status} for the bundle; deploy again to get a fresh address.`,
    );
  }
  const isResumed = response.status === 206;
  let received = isResumed ? start : 0;
  const counted = async function* (source: AsyncIterable<Uint8Array>) {
    for await (const part of source) {
      received += part.byteLength;
      if (received > sizeBytes) throw new AppError('too_large', 'The bundle is larger than its reference says.');
      onBytes(received);
      yield part;
    }
  };
  const verified = async function* (source: AsyncIterable<Uint8Array>) {
    if (blocks.length === 0) yield* source;
    else yield* verifyBlocks(source, { entries: blocks, first: isResumed ? start / indexedBlockBytes : 0 });
  };
  const file = createWriteStream(partial, { flags: isResumed ? 'a' : 'w' });
  await pipeline(Readable.from(response.body), counted, verified, file, { signal });
}
