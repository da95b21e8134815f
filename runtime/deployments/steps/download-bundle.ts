import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '#protocol/errors.ts';

export interface BundleDownload {
  address: string;
  /** File that grows; a later try goes on at its end. */
  partial: string;
  sizeBytes: number;
  signal: AbortSignal;
}

/** Downloads a bundle. A connection that is cut is taken up where it broke, as long as each try brings something. The caller verifies the content. */
export async function downloadBundle(input: BundleDownload, onBytes: (received: number) => void): Promise<void> {
  const { partial, sizeBytes } = input;
  for (let have = await sizeOf(partial); have !== sizeBytes; ) {
    const lost = await goOnUnlessLost(input, { start: have < sizeBytes ? have : 0, onBytes });
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
  { address, partial, sizeBytes, signal }: BundleDownload,
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
  await pipeline(Readable.from(response.body), counted, createWriteStream(partial, { flags: isResumed ? 'a' : 'w' }), {
    signal,
  });
}
