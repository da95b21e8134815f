import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '#protocol/errors.ts';
import type { WebClient } from './open-web-client.ts';

export interface DownloadOptions {
  signal: AbortSignal;
  onProgress: (receivedBytes: number, totalBytes: number) => void;
}

/** Downloads to `file`, going on where an earlier try stopped if the server still has the same thing. The caller verifies the content. */
export async function downloadFile(
  web: WebClient,
  input: { url: string; file: string },
  { signal, onProgress }: DownloadOptions,
): Promise<void> {
  await mkdir(path.dirname(input.file), { recursive: true });
  const tagFile = `${input.file}.tag`;
  const have = await sizeOf(input.file);
  const tag = have > 0 ? await readFile(tagFile, 'utf8').catch(() => '') : '';
  const headers: Record<string, string> = tag ? { range: `bytes=${have}-`, 'if-range': tag } : {};
  const response = await web.fetch(input.url, { headers, signal });
  if (response.status === 416) {
    await rm(input.file, { force: true });
    throw new AppError('upstream_failed', 'The file changed at its source; it is fetched anew at the next try.');
  }
  if (!response.ok || !response.body)
    throw new AppError('upstream_failed', `The source answered with status ${response.status}.`);

  const isResumed = response.status === 206;
  const start = isResumed ? have : 0;
  await writeFile(tagFile, response.headers.get('etag') ?? '');
  const length = Number(response.headers.get('content-length') ?? 0);
  const total = length > 0 ? start + length : 0;
  let received = start;
  onProgress(received, total);
  const counted = async function* (source: AsyncIterable<Uint8Array>) {
    for await (const part of source) {
      received += part.byteLength;
      onProgress(received, total);
      yield part;
    }
  };
  await pipeline(
    Readable.fromWeb(response.body),
    counted,
    createWriteStream(input.file, { flags: isResumed ? 'a' : 'w' }),
    { signal },
  );
  await rm(tagFile, { force: true });
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}
