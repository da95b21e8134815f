import { sha256 } from 'viem';

/** SHA-256 in one call and piece by piece. Servers pass a native one; the default is slow but runs anywhere. */
export interface Hashing {
  sha256(bytes: Uint8Array): Uint8Array;
  open(): OpenHash;
}

interface OpenHash {
  update(bytes: Uint8Array): void;
  /** Ends the hash; call once. */
  digest(): Uint8Array;
}

/** SHA-256 that runs in any JavaScript; keeps the pieces of an open hash in memory until its end. */
export const portableHashing: Hashing = {
  sha256: (bytes) => sha256(bytes, 'bytes'),
  open: () => {
    const parts: Uint8Array[] = [];
    return {
      update: (bytes) => void parts.push(bytes.slice()),
      digest: () => sha256(joinBytes(parts), 'bytes'),
    };
  },
};

/** The parts one after another, in one array. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.byteLength;
  }
  return joined;
}
