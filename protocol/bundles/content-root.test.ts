import { createHash, hash } from 'node:crypto';
import { expect, test } from 'vitest';
import { contentRoot, leafBytes, openContentRoot } from './content-root.ts';
import vectors from './content-root.vectors.json' with { type: 'json' };
import type { Hashing } from './hashing.ts';

const nativeHashing: Hashing = {
  sha256: (bytes) => hash('sha256', bytes, 'buffer'),
  open: () => {
    const open = createHash('sha256');
    return { update: (bytes) => void open.update(bytes), digest: () => open.digest() };
  },
};

/** Byte i of a vector's input is (i × 31 + i ÷ 4096) mod 256. */
function input(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index * 31 + Math.floor(index / leafBytes)) % 256);
}

/** RFC 6962 §2.1 as it is written there. */
function mth(leaves: Uint8Array[]): Buffer {
  const [only] = leaves;
  if (!only) return hash('sha256', new Uint8Array(), 'buffer');
  if (leaves.length === 1) return hash('sha256', Buffer.concat([Uint8Array.of(0), only]), 'buffer');
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return hash(
    'sha256',
    Buffer.concat([Uint8Array.of(1), mth(leaves.slice(0, split)), mth(leaves.slice(split))]),
    'buffer',
  );
}

function leavesOf(bytes: Uint8Array): Uint8Array[] {
  const count = Math.ceil(bytes.byteLength / leafBytes);
  return Array.from({ length: count }, (_, index) => bytes.subarray(index * leafBytes, (index + 1) * leafBytes));
}

test.each(vectors)('the committed vector of $lengthBytes bytes holds', ({ lengthBytes, root }) => {
  expect(contentRoot(input(lengthBytes), nativeHashing)).toBe(root);
});

test('the root is that of the RFC for every number of leaves up to 40', () => {
  for (let leaves = 0; leaves <= 40; leaves += 1) {
    const bytes = input(Math.max(0, leaves * leafBytes - 7));
    expect(contentRoot(bytes, nativeHashing)).toBe(`0x${mth(leavesOf(bytes)).toString('hex')}`);
  }
});

test('how a stream is cut does not matter, and the portable hash gives the same root', () => {
  const bytes = input(5 * leafBytes + 1);
  const open = openContentRoot();
  for (let at = 0; at < bytes.byteLength; at += 1_000) open.update(bytes.subarray(at, at + 1_000));
  expect(open.root()).toBe(contentRoot(bytes, nativeHashing));
});

test('nothing hashes to SHA-256 of nothing', () => {
  expect(contentRoot(new Uint8Array())).toBe('0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});
