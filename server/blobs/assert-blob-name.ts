import { AppError } from '#protocol/errors.ts';

/** The name itself, where it is a SHA-256. Names come from the database or a request: nothing but a hash may become a path or a key. */
export function assertBlobName(sha256: string): string {
  if (/^[0-9a-f]{64}$/.test(sha256)) return sha256;
  throw new AppError('invalid_input', 'A blob is named by 64 hexadecimal digits.');
}
