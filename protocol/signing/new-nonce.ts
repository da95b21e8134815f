import { bytesToHex, type Hex } from 'viem';

/** 32 random bytes, for a challenge or a control request. */
export function newNonce(): Hex {
  return bytesToHex(crypto.getRandomValues(new Uint8Array(32)));
}
