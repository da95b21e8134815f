import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'undici';
import { AppError } from '#protocol/errors.ts';
import type { WebClient } from './open-web-client.ts';

/** Times a transfer that breaks is taken up again at once, as long as each try brought something. */
const mostTries = 5;

export interface DownloadOptions {
  signal: AbortSignal;
  onProgress: (receivedBytes: number, totalBytes: number) => void;
}

interface Download {
  url: string;
  file: string;
}

/** The part of a file that an earlier try left, and the server's name for that state of the file. */
interface KeptPart {
  sizeBytes: number;
  tag: string;
}

/** Downloads to `file`, going on where an earlier try stopped if the server still has the same thing; so does a transfer that breaks now. The caller verifies the content. */
export async function downloadFile(web: WebClient, input: Download, options: DownloadOptions): Promise<void> {
  await mkdir(path.dirname(input.file), { recursive: true });
  for (let tries = 1; ; tries += 1) {
    const response = await request(web, input, options.signal);
    const before = await sizeOf(input.file);
    try {
      await receive(response, input.file, options);
      return;
    } catch (cause) {
      const isGrown = (await sizeOf(input.file)) > before;
      if (options.signal.aborted || !isGrown || tries === mostTries) throw cause;
    }
  }
}

/** Asks for the rest of the file, or for all of it where the part that is here doesn't belong to what the server has now. */
async function request(web: WebClient, { url, file }: Download, signal: AbortSignal): Promise<Response> {
  const kept = await readKept(file);
  const headers: Record<string, string> = kept ? { range: `bytes=${kept.sizeBytes}-`, 'if-range': kept.tag } : {};
  const response = await web.fetch(url, { headers, signal });
  if (kept && !goesOn(response, kept)) {
    await response.body?.cancel();
    await rm(file, { force: true });
    return request(web, { url, file }, signal);
  }
  if (!response.ok || !response.body)
    throw new AppError('upstream_failed', `The source answered with status ${response.status}.`);
  return response;
}

function goesOn({ status, headers }: Response, kept: KeptPart): boolean {
  if (status === 416) return false;
  const range = headers.get('content-range');
  return status !== 206 || range === null || range.startsWith(`bytes ${kept.sizeBytes}-`);
}

async function readKept(file: string): Promise<KeptPart | null> {
  const sizeBytes = await sizeOf(file);
  const tag = sizeBytes > 0 ? await readFile(tagFile(file), 'utf8').catch(() => '') : '';
  return tag ? { sizeBytes, tag } : null;
}

async function receive(response: Response, file: string, { signal, onProgress }: DownloadOptions): Promise<void> {
  const isResumed = response.status === 206;
  const start = isResumed ? await sizeOf(file) : 0;
  // Before the first byte: a tag beside bytes of another state of the file would join the two.
  if (!isResumed) await rm(file, { force: true });
  await writeFile(tagFile(file), response.headers.get('etag') ?? '');
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
  const body = response.body ? Readable.fromWeb(response.body) : Readable.from([]);
  await pipeline(body, counted, createWriteStream(file, { flags: isResumed ? 'a' : 'w' }), { signal });
  await rm(tagFile(file), { force: true });
}

function tagFile(file: string): string {
  return `${file}.tag`;
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}
