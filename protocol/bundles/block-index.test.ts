import { bytesToHex } from 'viem';
import { expect, test } from 'vitest';
import { indexedBlockBytes, makeBlockIndex, readBlockIndex } from './block-index.ts';
import { contentRoot } from './content-root.ts';

const content = (length: number) => Uint8Array.from({ length }, (_, at) => (at * 13 + Math.floor(at / 4096)) % 256);

test.each([1, indexedBlockBytes, indexedBlockBytes + 1, 3 * indexedBlockBytes, 5 * indexedBlockBytes + 4_097])(
  'the index of %i bytes belongs to their root, and each entry to its block',
  async (length) => {
    const bytes = content(length);
    const root = contentRoot(bytes);
    const index = await makeBlockIndex([bytes.subarray(0, 777), bytes.subarray(777)]);
    const entries = readBlockIndex(index, { root, sizeBytes: length });
    expect(entries).toHaveLength(Math.ceil(length / indexedBlockBytes));
    for (const [at, entry] of entries.entries()) {
      const block = bytes.subarray(at * indexedBlockBytes, (at + 1) * indexedBlockBytes);
      expect(bytesToHex(entry)).toBe(contentRoot(block));
    }
  },
);

test('an index that was changed, cut, or is of another content is refused', async () => {
  const bytes = content(2 * indexedBlockBytes);
  const index = await makeBlockIndex([bytes]);
  const claims = { root: contentRoot(bytes), sizeBytes: bytes.byteLength };
  const changed = Uint8Array.from(index);
  changed[3] = (changed[3] ?? 0) ^ 1;
  for (const wrong of [changed, index.subarray(0, 32), new Uint8Array()]) {
    expect(() => readBlockIndex(wrong, claims)).toThrow('does not belong to this bundle');
  }
  expect(() => readBlockIndex(index, { ...claims, root: `0x${'0'.repeat(64)}` })).toThrow('does not belong');
});
