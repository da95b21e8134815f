import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '#protocol/errors.ts';
import type { BlobStore } from '#server/deps-type.ts';
import { assertBlobName } from './assert-blob-name.ts';

/**
 * Blobs as files of a folder, named by their SHA-256 (`ab/cd/abcd…`). A blob appears whole or not at all: it is written under `incoming/`,
 * flushed to disk, and renamed. Ranges of `read` include both ends, as in HTTP.
 */
export function openFolderBlobs(folder: string): BlobStore {
  const pathOf = (sha256: string) => path.join(folder, sha256.slice(0, 2), sha256.slice(2, 4), assertBlobName(sha256));
  const store: BlobStore = {
    async put(source, { maxBytes }) {
      const partial = path.join(folder, 'incoming', randomUUID());
      await mkdir(path.dirname(partial), { recursive: true });
      try {
        const written = await writeAll(partial, source, maxBytes);
        const final = pathOf(written.sha256);
        await mkdir(path.dirname(final), { recursive: true });
        await rename(partial, final);
        await flushFolder(path.dirname(final));
        return written;
      } finally {
        await rm(partial, { force: true });
      }
    },
    async *read(sha256, range) {
      yield* createReadStream(await store.path(sha256), range);
    },
    async path(sha256) {
      const file = pathOf(sha256);
      if (await isThere(file)) return file;
      throw new AppError('not_found', `The stored file ${sha256.slice(0, 12)}… is no longer there; add it again.`);
    },
    has: async (sha256) => isThere(pathOf(sha256)),
    remove: async (sha256) => rm(pathOf(sha256), { force: true }),
    address: async () => null,
  };
  return store;
}

async function writeAll(
  file: string,
  source: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<{ sha256: string; sizeBytes: number }> {
  await using handle = await open(file, 'wx', 0o600);
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for await (const part of source) {
    sizeBytes += part.byteLength;
    if (sizeBytes > maxBytes) {
      throw new AppError('too_large', `This is larger than the limit of ${sizeText(maxBytes)}.`);
    }
    hash.update(part);
    await writePart(handle, part);
  }
  await handle.sync();
  return { sha256: hash.digest('hex'), sizeBytes };
}

async function writePart(handle: FileHandle, part: Uint8Array): Promise<void> {
  try {
    for (let at = 0; at < part.byteLength; ) at += (await handle.write(part, at)).bytesWritten;
  } catch (cause) {
    const isFull = cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC';
    if (!isFull) throw cause;
    throw new AppError('insufficient_resources', 'The disk of the studio is full; free some space and try again.', {
      cause,
    });
  }
}

function sizeText(bytes: number): string {
  const mebibytes = bytes / (1024 * 1024);
  return mebibytes >= 1 ? `${Math.round(mebibytes)} MB` : `${bytes} bytes`;
}

/** Makes the rename itself survive a power cut. Windows can't open folders and needs no such call. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  await using handle = await open(folder, 'r');
  await handle.sync();
}

async function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
