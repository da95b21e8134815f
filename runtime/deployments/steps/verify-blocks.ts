import { bytesToHex } from 'viem';
import { indexedBlockBytes } from '#protocol/bundles/block-index.ts';
import { openContentRoot } from '#protocol/bundles/content-root.ts';
import { joinBytes } from '#protocol/bundles/hashing.ts';
import { AppError } from '#protocol/errors.ts';
import { nativeHashing } from '#runtime/knowledge/native-hashing.ts';

/** Passes a stream on in blocks of 256 KiB, each only after its hash was found right. Throws `upstream_failed` at the first that is wrong; what came before is good. */
export async function* verifyBlocks(
  source: AsyncIterable<Uint8Array>,
  { entries, first }: { entries: readonly Uint8Array[]; first: number },
): AsyncGenerator<Uint8Array, void, undefined> {
  let parts: Uint8Array[] = [];
  let filled = 0;
  let number = first;
  for await (const part of source) {
    for (let at = 0; at < part.byteLength; ) {
      const piece = part.subarray(at, at + indexedBlockBytes - filled);
      parts.push(piece);
      filled += piece.byteLength;
      at += piece.byteLength;
      if (filled < indexedBlockBytes) continue;
      yield rightBlock(joinBytes(parts), { entries, number });
      number += 1;
      parts = [];
      filled = 0;
    }
  }
  if (filled > 0) yield rightBlock(joinBytes(parts), { entries, number });
}

function rightBlock(
  block: Uint8Array,
  { entries, number }: { entries: readonly Uint8Array[]; number: number },
): Uint8Array {
  const root = openContentRoot(nativeHashing);
  root.update(block);
  const expected = entries[number];
  if (expected && root.root() === bytesToHex(expected)) return block;
  throw new AppError(
    'upstream_failed',
    `Block ${number + 1} of ${entries.length} of the bundle arrived damaged; deploy again, and it goes on from there.`,
  );
}
