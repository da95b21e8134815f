import { AppError } from '#protocol/errors.ts';

export const tarBlockBytes = 512;
/** Longest path of a file in a bundle, in bytes. */
export const tarPathBytes = 100;
/** Eleven octal digits. */
const maxFileBytes = 8 ** 11 - 1;
const plainPath = /^(?!.*(?:^|\/)\.\.?(?:\/|$))[A-Za-z0-9._-]+(?:\/[A-Za-z0-9._-]+)*$/;

/**
 * The one ustar header that a file can have in a bundle: mode 0644, owner 0, time 0, no names, no prefix.
 * Throws `invalid_input` for a path that is not plain (`../`, absolute, more than 100 bytes) or a size that doesn't fit.
 */
export function tarHeader(path: string, sizeBytes: number): Uint8Array {
  if (!plainPath.test(path) || path.length > tarPathBytes) {
    throw new AppError(
      'invalid_input',
      `"${path.slice(0, 120)}" can't be the path of a file in a bundle; use letters, digits, ".", "_", "-" and "/", at most ${tarPathBytes} in all.`,
    );
  }
  if (!Number.isInteger(sizeBytes) || sizeBytes < 0 || sizeBytes > maxFileBytes) {
    throw new AppError('invalid_input', `A file in a bundle can't have ${sizeBytes} bytes.`);
  }
  const header = new Uint8Array(tarBlockBytes);
  const put = (text: string, at: number) => header.set(new TextEncoder().encode(text), at);
  put(path, 0);
  put('0000644', 100);
  put('0000000', 108);
  put('0000000', 116);
  put(sizeBytes.toString(8).padStart(11, '0'), 124);
  put('00000000000', 136);
  put('        ', 148);
  put('0', 156);
  put('ustar', 257);
  put('00', 263);
  const sum = header.reduce((total, byte) => total + byte, 0);
  put(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

/** Zero bytes that follow a file's content up to the next block. */
export function tarPadding(sizeBytes: number): number {
  return (tarBlockBytes - (sizeBytes % tarBlockBytes)) % tarBlockBytes;
}
