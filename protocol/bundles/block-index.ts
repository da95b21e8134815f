import { hexToBytes } from 'viem';
import { AppError } from '#protocol/errors.ts';
import { leafBytes, openContentRoot } from './content-root.ts';
import { type Hashing, joinBytes, portableHashing } from './hashing.ts';

/** Bytes under one entry of an index: 64 leaves, a whole subtree of the content's Merkle tree. */
export const indexedBlockBytes = 64 * leafBytes;
/** Bytes of an entry. */
const entryBytes = 32;

/** The roots of a content's blocks of 256 KiB, one after another: with them a block is verified as soon as it has arrived. */
export async function makeBlockIndex(
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  hashing: Hashing = portableHashing,
): Promise<Uint8Array> {
  const entries: Uint8Array[] = [];
  let block = openContentRoot(hashing);
  let filled = 0;
  for await (const part of content) {
    for (let at = 0; at < part.byteLength; ) {
      const piece = part.subarray(at, at + indexedBlockBytes - filled);
      block.update(piece);
      filled += piece.byteLength;
      at += piece.byteLength;
      if (filled < indexedBlockBytes) continue;
      entries.push(hexToBytes(block.root()));
      block = openContentRoot(hashing);
      filled = 0;
    }
  }
  if (filled > 0) entries.push(hexToBytes(block.root()));
  return joinBytes(entries);
}

/** The entries of an index that belongs to this root and size. Throws `upstream_failed` for one that doesn't: nothing is to be verified with it. */
export function readBlockIndex(
  index: Uint8Array,
  content: { root: string; sizeBytes: number },
  hashing: Hashing = portableHashing,
): Uint8Array[] {
  const count = Math.ceil(content.sizeBytes / indexedBlockBytes);
  const entries = Array.from({ length: count }, (_, at) => index.subarray(at * entryBytes, (at + 1) * entryBytes));
  const isWhole = index.byteLength === count * entryBytes;
  if (isWhole && `0x${hexOf(rootOf(entries, hashing))}` === content.root) return entries;
  throw new AppError('upstream_failed', 'The list of block hashes does not belong to this bundle; deploy again.');
}

/** The tree over subtrees of equal size is that of RFC 6962 over their roots: each split falls on a power of two. */
function rootOf(entries: readonly Uint8Array[], hashing: Hashing): Uint8Array {
  const [only] = entries;
  if (!only) return hashing.sha256(new Uint8Array());
  if (entries.length === 1) return only;
  let split = 1;
  while (split * 2 < entries.length) split *= 2;
  const sides = [entries.slice(0, split), entries.slice(split)].map((side) => rootOf(side, hashing));
  return hashing.sha256(joinBytes([Uint8Array.of(1), ...sides]));
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
