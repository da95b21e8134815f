import { AppError } from '#protocol/errors.ts';

/** Control characters beyond this share mean that the bytes are no text. */
const maxControlShare = 0.005;

/** Bytes as text: by byte order mark, as UTF-8, as UTF-16 without a mark, as `charset` says, else Windows-1252. Throws `unreadable_document` for binary data. */
export function decodeText(bytes: Uint8Array, name: string, charset?: string): string {
  const text = byMark(bytes) ?? decode('utf-8', bytes) ?? byZeros(bytes) ?? byCharset(charset, bytes) ?? legacy(bytes);
  if (text === undefined || isBinary(text)) {
    throw new AppError(
      'unreadable_document',
      `"${name}" is not text: it holds binary data. If it is another kind of file, give it its right ending; else save it as text (UTF-8).`,
    );
  }
  return text;
}

function byMark(bytes: Uint8Array): string | undefined {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return decode('utf-16le', bytes);
  if (a === 0xfe && b === 0xff) return decode('utf-16be', bytes);
  return undefined;
}

function decode(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}

/** Western text in UTF-16 has a zero in every second byte. */
function byZeros(bytes: Uint8Array): string | undefined {
  const head = bytes.subarray(0, 4_096);
  const zeros = [0, 0];
  for (const [index, byte] of head.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > head.byteLength * 0.3 && even < head.byteLength * 0.05) return decode('utf-16le', bytes);
  if (even > head.byteLength * 0.3 && odd < head.byteLength * 0.05) return decode('utf-16be', bytes);
  return undefined;
}

function byCharset(charset: string | undefined, bytes: Uint8Array): string | undefined {
  return charset === undefined ? undefined : decode(charset, bytes);
}

function legacy(bytes: Uint8Array): string | undefined {
  return bytes.includes(0) ? undefined : decode('windows-1252', bytes);
}

function isBinary(text: string): boolean {
  const controls = text.match(/[^\P{Cc}\s]|\ufffd/gu)?.length ?? 0;
  return controls > Math.max(2, text.length * maxControlShare);
}
