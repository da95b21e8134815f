import { BaseError, type Hex, isHex } from 'viem';

/** What a contract said when it undid a call: selector and arguments of its error. Null for a fault of another kind. */
export function revertBytesOf(cause: unknown): Hex | null {
  if (!(cause instanceof BaseError)) return null;
  let found: Hex | null = null;
  cause.walk((one) => {
    const { data } = one as { data?: unknown };
    if (isHex(data) && data.length >= 10) found = data;
    return found !== null;
  });
  return found;
}
