import path from 'node:path';
import type { BlobStore } from '#server/deps-type.ts';
import { openFolderBlobs } from './open-folder-blobs.ts';
import { openS3Blobs } from './s3/open-s3-blobs.ts';
import { parseS3Url } from './s3/parse-s3-url.ts';

const copiesBytes = 4 * 1024 ** 3;

/** The installation's blobs: in its data folder, or in S3 where `S3_URL` names one. Throws `invalid_input` for a setting that can't be used. */
export function openBlobs({ home, s3Url }: { home: string; s3Url: string | undefined }): BlobStore {
  if (!s3Url) return openFolderBlobs(path.join(home, 'blobs'));
  return openS3Blobs({ place: parseS3Url(s3Url), folder: path.join(home, 'blob-copies'), copiesBytes });
}
