import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { afterAll, expect, test } from 'vitest';
import { openFolderBlobs } from './open-folder-blobs.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'gaia-blobs-'));
afterAll(() => rmSync(folder, { recursive: true }));
const blobs = openFolderBlobs(folder);

async function* parts(...texts: string[]) {
  for (const text of texts) yield new TextEncoder().encode(text);
}
const read = async (sha256: string, range?: { start: number; end: number }) => readText(blobs.read(sha256, range));
const leftovers = () => readdirSync(path.join(folder, 'incoming'));

test('bytes are kept under their hash, read whole or by range, and removed', async () => {
  const { sha256, sizeBytes } = await blobs.put(parts('hello ', 'world'), { maxBytes: 11 });
  expect(sha256).toBe(createHash('sha256').update('hello world').digest('hex'));
  expect(sizeBytes).toBe(11);
  expect(await read(sha256)).toBe('hello world');
  expect(await read(sha256, { start: 6, end: 8 })).toBe('wor');
  expect(await blobs.path(sha256)).toBe(path.join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256));
  expect(await blobs.has(sha256)).toBe(true);
  await blobs.remove(sha256);
  expect(await blobs.has(sha256)).toBe(false);
  await expect(read(sha256)).rejects.toMatchObject({ code: 'not_found' });
});

test('the same bytes twice, even at once, are one file', async () => {
  const [one, other] = await Promise.all([
    blobs.put(parts('same'), { maxBytes: 100 }),
    blobs.put(parts('sa', 'me'), { maxBytes: 100 }),
  ]);
  expect(one).toEqual(other);
  expect(await read(one.sha256)).toBe('same');
});

test('nothing is kept of what is too large or breaks off', async () => {
  await expect(blobs.put(parts('12345', '67890'), { maxBytes: 9 })).rejects.toMatchObject({ code: 'too_large' });
  async function* broken() {
    yield* parts('half');
    throw new Error('the connection broke');
  }
  await expect(blobs.put(broken(), { maxBytes: 100 })).rejects.toThrow('the connection broke');
  expect(leftovers()).toEqual([]);
});

test('a name that is not a hash never becomes a path', async () => {
  await expect(blobs.has('../../etc/passwd')).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(read(`${'a'.repeat(60)}/../`)).rejects.toMatchObject({ code: 'invalid_input' });
});
