import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '#protocol/errors.ts';
import type { BlobStore } from '#server/deps-type.ts';

/** Keeps blobs as files named by their sha256 below `folder`; equal bytes are stored once. */
export function openFolderBlobs(folder: string): BlobStore {
  const fileOf = (sha256: string) => path.join(folder, sha256.slice(0, 2), sha256);

  async function find(sha256: string): Promise<string> {
    const file = fileOf(sha256);
    await access(file).catch((cause: unknown) => {
      throw new AppError('not_found', 'The stored file is missing; restore it from a copy of the data folder.', { cause });
    });
    return file;
  }

  return {
    async put(source, { maxBytes }) {
      await mkdir(folder, { recursive: true });
      const partial = path.join(folder, `${randomUUID()}.part`);
      try {
        const written = await write(partial, source, maxBytes);
        const file = fileOf(written.sha256);
        await mkdir(path.dirname(file), { recursive: true });
        await rename(partial, file);
        return written;
      } catch (cause) {
        await rm(partial, { force: true });
        throw cause;
      }
    },
    async *read(sha256, range) {
      yield* createReadStream(await find(sha256), range ?? {});
    },
    path: find,
    has: (sha256) =>
      access(fileOf(sha256)).then(
        () => true,
        () => false,
      ),
    remove: (sha256) => rm(fileOf(sha256), { force: true }),
  };
}

/** Writes and syncs the bytes, hashing on the way. Throws `too_large` at the first byte over the bound. */
async function write(
  file: string,
  source: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<{ sha256: string; sizeBytes: number }> {
  const hash = createHash('sha256');
  const handle = await open(file, 'wx', 0o600);
  let sizeBytes = 0;
  try {
    for await (const part of source) {
      sizeBytes += part.byteLength;
      if (sizeBytes > maxBytes) {
        throw new AppError('too_large', `The file is larger than the limit of ${Math.floor(maxBytes / 1_048_576)} MiB.`);
      }
      hash.update(part);
      await handle.write(part);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { sha256: hash.digest('hex'), sizeBytes };
}
