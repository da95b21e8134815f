import { bytesToHex, type Hex } from 'viem';
import { type Hashing, joinBytes, portableHashing } from './hashing.ts';

/** Bytes of the tar that one leaf covers. */
export const leafBytes = 4_096;

export interface OpenContentRoot {
  update(bytes: Uint8Array): void;
  /** The root of everything given so far; call once. */
  root(): Hex;
}

/**
 * Hashes a stream into its content root: the Merkle Tree Hash of RFC 6962 §2.1 with SHA-256 (leaf prefix 0x00, node prefix
 * 0x01, nothing hashes to SHA-256 of nothing) over leaves of 4 KiB, of which the last may be shorter.
 */
export function openContentRoot(hashing: Hashing = portableHashing): OpenContentRoot {
  /** Roots of complete subtrees, largest first; their sizes are the powers of two in the leaf count. */
  const subtrees: Uint8Array[] = [];
  let leaves = 0;
  const leaf = new Uint8Array(leafBytes + 1);
  let filled = 0;

  function closeLeaf(): void {
    subtrees.push(hashing.sha256(leaf.subarray(0, filled + 1)));
    filled = 0;
    leaves += 1;
    for (let size = leaves; size % 2 === 0; size /= 2) mergeLastTwo(subtrees, hashing);
  }

  return {
    update(bytes) {
      for (let at = 0; at < bytes.byteLength; ) {
        if (filled === leafBytes) closeLeaf();
        const part = bytes.subarray(at, at + leafBytes - filled);
        leaf.set(part, filled + 1);
        filled += part.byteLength;
        at += part.byteLength;
      }
    },
    root() {
      if (filled > 0) closeLeaf();
      while (subtrees.length > 1) mergeLastTwo(subtrees, hashing);
      return bytesToHex(subtrees[0] ?? hashing.sha256(new Uint8Array()));
    },
  };
}

/** The content root of bytes at hand. */
export function contentRoot(bytes: Uint8Array, hashing: Hashing = portableHashing): Hex {
  const open = openContentRoot(hashing);
  open.update(bytes);
  return open.root();
}

function mergeLastTwo(subtrees: Uint8Array[], hashing: Hashing): void {
  const [left, right] = subtrees.splice(-2);
  if (left && right) subtrees.push(hashing.sha256(joinBytes([nodePrefix, left, right])));
}

const nodePrefix = Uint8Array.of(1);
