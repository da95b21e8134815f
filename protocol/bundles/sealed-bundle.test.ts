import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { openSealedBundle } from './open-sealed-bundle.ts';
import { sealBundle } from './seal-bundle.ts';
import { sealedBlockBytes, sealedSize, storedBlockBytes } from './sealed-layout.ts';

const key = new Uint8Array(32).fill(7);
const plain = (length: number) => Uint8Array.from({ length }, (_, index) => (index * 31) % 256);
const seal = async (bytes: Uint8Array) => new Uint8Array(await buffer(sealBundle([bytes], key)));
const open = async (bytes: Uint8Array, with_ = key) => new Uint8Array(await buffer(openSealedBundle([bytes], with_)));

test.each([0, 1, sealedBlockBytes - 1, sealedBlockBytes, sealedBlockBytes + 1, 3 * sealedBlockBytes])(
  '%i bytes come back as they were, and are as long as was said',
  async (length) => {
    const sealed = await seal(plain(length));
    expect(sealed.byteLength).toBe(sealedSize(length));
    expect(await open(sealed)).toEqual(plain(length));
  },
);

test('a wrong key is told from a changed, swapped or missing block', async () => {
  const sealed = await seal(plain(3 * sealedBlockBytes));
  await expect(open(sealed, new Uint8Array(32).fill(8))).rejects.toThrow('key does not open this bundle');
  const changed = Uint8Array.from(sealed);
  changed[storedBlockBytes + 5] = (changed[storedBlockBytes + 5] ?? 0) ^ 1;
  await expect(open(changed)).rejects.toThrow('Block 2 of the sealed bundle');
  await expect(open(sealed.subarray(0, 2 * storedBlockBytes))).rejects.toThrow('Block 2 of the sealed bundle');
  const parts = [0, 2, 1].map((index) => sealed.subarray(index * storedBlockBytes, (index + 1) * storedBlockBytes));
  await expect(open(Buffer.concat(parts))).rejects.toThrow('Block 2');
});

test('how the stream is cut does not matter', async () => {
  const sealed = await seal(plain(100_000));
  const parts: Uint8Array[] = [];
  for (let at = 0; at < sealed.byteLength; at += 999) parts.push(sealed.subarray(at, at + 999));
  expect(new Uint8Array(await buffer(openSealedBundle(parts, key)))).toEqual(plain(100_000));
});
