import { type FileHandle, open } from 'node:fs/promises';
import { AppError } from '#protocol/errors.ts';
import type { S3Client } from './open-s3-client.ts';
import { readS3Code } from './s3-failure.ts';

/** Bytes of one part; files up to this size go up in one request. S3 takes at most 10,000 parts of at least 5 MiB. */
export const partBytes = 8 * 1024 * 1024;

/** Uploads a file under a key, in parts where it is large. It is there whole or not at all: parts of an upload that fails are given up. */
export async function uploadFile(
  client: S3Client,
  { key, file, sizeBytes }: { key: string; file: string; sizeBytes: number },
): Promise<void> {
  await using handle = await open(file, 'r');
  if (sizeBytes <= partBytes) {
    await client.send({ method: 'PUT', key, body: await readPart(handle, { at: 0, length: sizeBytes }) });
    return;
  }
  const uploadId = await begin(client, key);
  try {
    const tags: string[] = [];
    for (let at = 0; at < sizeBytes; at += partBytes) {
      const body = await readPart(handle, { at, length: Math.min(partBytes, sizeBytes - at) });
      const query = { partNumber: String(tags.length + 1), uploadId };
      const response = await client.send({ method: 'PUT', key, query, body });
      tags.push(response.headers.get('etag') ?? '');
    }
    await complete(client, { key, uploadId, tags });
  } catch (cause) {
    // What failed counts; a store that can't be reached drops unfinished uploads by its own rules.
    await client.send({ method: 'DELETE', key, query: { uploadId }, expected: [404] }).catch(() => undefined);
    throw cause;
  }
}

async function begin(client: S3Client, key: string): Promise<string> {
  const response = await client.send({ method: 'POST', key, query: { uploads: '' } });
  const uploadId = /<UploadId>([^<]{1,1024})<\/UploadId>/.exec(await response.text())?.[1];
  if (uploadId) return uploadId;
  throw new AppError('upstream_failed', 'The file store began no upload in parts; it may not be S3-compatible.');
}

/** A store may answer 200 and fail afterwards: its answer's text counts. */
async function complete(
  client: S3Client,
  { key, uploadId, tags }: { key: string; uploadId: string; tags: string[] },
): Promise<void> {
  const parts = tags.map((tag, at) => `<Part><PartNumber>${at + 1}</PartNumber><ETag>${tag}</ETag></Part>`);
  const body = `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`;
  const response = await client.send({ method: 'POST', key, query: { uploadId }, body });
  const code = await readS3Code(response);
  if (code !== '')
    throw new AppError('upstream_failed', `The file store could not put the parts together (${code}); try again.`);
}

async function readPart(handle: FileHandle, { at, length }: { at: number; length: number }): Promise<Uint8Array> {
  const part = new Uint8Array(length);
  for (let filled = 0; filled < length; ) {
    const { bytesRead } = await handle.read(part, filled, length - filled, at + filled);
    if (bytesRead === 0) throw new AppError('internal');
    filled += bytesRead;
  }
  return part;
}
