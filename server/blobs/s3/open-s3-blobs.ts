import { utimes } from 'node:fs/promises';
import { AppError } from '#protocol/errors.ts';
import { assertBlobName } from '#server/blobs/assert-blob-name.ts';
import { openFolderBlobs } from '#server/blobs/open-folder-blobs.ts';
import type { BlobStore } from '#server/deps-type.ts';
import { openS3Client } from './open-s3-client.ts';
import type { S3Place } from './parse-s3-url.ts';
import { readS3Code, s3Failure } from './s3-failure.ts';
import { trimFolder } from './trim-folder.ts';
import { uploadFile } from './upload-file.ts';

export interface S3BlobOptions {
  place: S3Place;
  /** Folder for files on their way up, and copies for those who need a path. */
  folder: string;
  /** Bytes of copies that stay there; the longest unused go first. */
  copiesBytes: number;
}

/**
 * Blobs as objects of an S3-compatible bucket, named by their SHA-256. What is put is first written and hashed on this machine's disk, so that only whole content of a
 * known hash goes up, and memory stays small. Everything that the store does wrong becomes a sentence (`upstream_failed`).
 */
export function openS3Blobs({ place, folder, copiesBytes }: S3BlobOptions): BlobStore {
  const client = openS3Client(place);
  const copies = openFolderBlobs(folder);
  const sizeOf = async (sha256: string): Promise<number | null> => {
    const head = { method: 'HEAD', key: assertBlobName(sha256), expected: [404] } as const;
    const response = await client.send(head);
    return response.status === 404 ? null : Number(response.headers.get('content-length') ?? 0);
  };
  const store: BlobStore = {
    async put(source, options) {
      const written = await copies.put(source, options);
      const { sha256: key, sizeBytes } = written;
      if ((await sizeOf(key)) !== sizeBytes) {
        await uploadFile(client, { key, sizeBytes, file: await copies.path(key) });
      }
      await trimFolder(folder, { maxBytes: copiesBytes, keep: key });
      return written;
    },
    async *read(sha256, range) {
      const key = assertBlobName(sha256);
      const headers: Record<string, string> = range ? { range: `bytes=${range.start}-${range.end}` } : {};
      const response = await client.send({ method: 'GET', key, headers, expected: [404] });
      if (response.status === 404) throw await missing(response, key);
      yield* untilLost(response);
    },
    async path(sha256) {
      const key = assertBlobName(sha256);
      if ((await sizeOf(key)) === null) throw isGone(key);
      if (!(await copies.has(key))) await copyDown(key);
      const file = await copies.path(key);
      const now = new Date();
      await utimes(file, now, now);
      await trimFolder(folder, { maxBytes: copiesBytes, keep: key });
      return file;
    },
    has: async (sha256) => (await sizeOf(sha256)) !== null,
    async remove(sha256) {
      await client.send({ method: 'DELETE', key: assertBlobName(sha256), expected: [404] });
      await copies.remove(sha256);
    },
    address: async (sha256, { seconds }) => client.sign(assertBlobName(sha256), seconds),
  };
  return store;

  async function missing(response: Response, key: string): Promise<AppError> {
    const said = await readS3Code(response);
    return said === 'NoSuchBucket' ? s3Failure({ status: 404, code: said }, place) : isGone(key);
  }

  async function copyDown(key: string): Promise<void> {
    const copied = await copies.put(store.read(key), { maxBytes: Number.MAX_SAFE_INTEGER });
    if (copied.sha256 === key) return;
    await copies.remove(copied.sha256);
    throw new AppError(
      'upstream_failed',
      `The file store gave other bytes than those of ${key.slice(0, 12)}…; add the file again.`,
    );
  }
}

function isGone(sha256: string): AppError {
  return new AppError('not_found', `The stored file ${sha256.slice(0, 12)}… is no longer there; add it again.`);
}

async function* untilLost(response: Response): AsyncGenerator<Uint8Array, void, undefined> {
  let read = 0;
  try {
    for await (const part of response.body ?? []) {
      read += part.byteLength;
      yield part;
    }
  } catch (cause) {
    throw new AppError('upstream_failed', `The file store was lost after ${read} bytes of the file; try again.`, {
      cause,
    });
  }
}
