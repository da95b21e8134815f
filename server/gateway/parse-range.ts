import { AppError } from '#protocol/errors.ts';

/** Bytes from `start` to `end`, both included. */
export interface ByteRange {
  start: number;
  end: number;
}

/** The single range that a `Range` header asks for (RFC 9110 §14.2); `null` for none, and for forms that may be answered in full. Throws `invalid_input` when it lies outside. */
export function parseRange(header: string | undefined, sizeBytes: number): ByteRange | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  const [, first = '', last = ''] = match ?? [];
  if (!match || (first === '' && last === '')) return null;

  const range = first === '' ? suffix(Number(last), sizeBytes) : between(first, { last, sizeBytes });
  if (range.start < sizeBytes && range.start <= range.end) return range;
  throw new AppError('invalid_input', `The range "${header}" lies outside the ${sizeBytes} bytes of this bundle.`);
}

function suffix(length: number, sizeBytes: number): ByteRange {
  return { start: Math.max(0, sizeBytes - length), end: length === 0 ? -1 : sizeBytes - 1 };
}

function between(first: string, { last, sizeBytes }: { last: string; sizeBytes: number }): ByteRange {
  return { start: Number(first), end: last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1) };
}
