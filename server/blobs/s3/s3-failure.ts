import { AppError } from '#protocol/errors.ts';
import type { S3Place } from './parse-s3-url.ts';

const longestAnswer = 10_000;

/** The code in the store's XML (`NoSuchBucket`); empty where there is none, as always for `HEAD`. */
export async function readS3Code(response: Response): Promise<string> {
  const text = (await response.text().catch(() => '')).slice(0, longestAnswer);
  return /<Code>([A-Za-z0-9]{1,60})<\/Code>/.exec(text)?.[1] ?? '';
}

/** What an answer of the store that is no success means, as a sentence with what its owner can do. */
export function s3Failure(
  { status, code }: { status: number; code: string },
  place: Pick<S3Place, 'bucket' | 'endpoint'>,
): AppError {
  const said = code === '' ? String(status) : `${status} (${code})`;
  return new AppError('upstream_failed', sentenceOf({ status, code, said }, place));
}

function sentenceOf(
  { status, code, said }: { status: number; code: string; said: string },
  { bucket, endpoint }: Pick<S3Place, 'bucket' | 'endpoint'>,
): string {
  if (code === 'NoSuchBucket') return `The file store at ${endpoint} has no bucket "${bucket}"; create it there.`;
  if (code === 'RequestTimeTooSkewed') {
    return "This machine's clock is too far from that of the file store; set it and try again.";
  }
  if (status === 401 || status === 403) {
    return `The file store refused the studio with ${said}; check key, secret and region in S3_URL, and what the key may do.`;
  }
  if (status === 507) return 'The file store is full; free some space there and try again.';
  return `The file store answered ${said}; try again shortly.`;
}
