import { sha256, stringToBytes } from 'viem';
import { canonicalJson } from '#protocol/canonical-json.ts';

/** SHA-256 of the canonical JSON without `signature`, as 64 hexadecimal digits: the id of an agent version, and what a creator signs. */
export function manifestHash(manifest: object): string {
  const { signature: _signature, ...unsigned } = manifest as { signature?: unknown };
  return sha256(stringToBytes(canonicalJson(unsigned))).slice(2);
}
