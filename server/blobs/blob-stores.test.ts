import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer, text as readText } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { BlobStore } from '#server/deps-type.ts';
import { openFolderBlobs } from './open-folder-blobs.ts';
import { openS3Blobs } from './s3/open-s3-blobs.ts';
import { parseS3Url } from './s3/parse-s3-url.ts';
import { trimFolder } from './s3/trim-folder.ts';
import { partBytes } from './s3/upload-file.ts';
import { openS3Imitation, type S3Imitation } from './testing/open-s3-imitation.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'gaia-blobs-'));
const copies = path.join(folder, 's3-copies');
let s3: S3Imitation;
let inS3: BlobStore;
beforeAll(async () => {
  s3 = await openS3Imitation();
  inS3 = openS3Blobs({ place: parseS3Url(s3.url), folder: copies, copiesBytes: 100_000_000 });
});
beforeEach(() => Object.assign(s3, { fail: null, cutAfterBytes: null, aheadMs: 0, seen: [] }));
afterAll(async () => {
  await s3.close();
  rmSync(folder, { recursive: true });
});

async function* parts(...texts: string[]) {
  for (const text of texts) yield new TextEncoder().encode(text);
}
const leftovers = (of: string) => readdirSync(path.join(of, 'incoming'));
const large = Buffer.alloc(2 * partBytes + 12_345, 'gaia');
const sha256 = (content: Buffer | string) => createHash('sha256').update(content).digest('hex');
const keyOf = (hash: string) => `/blobs/studio/${hash}`;

describe.each([
  { kind: 'a folder', blobs: () => openFolderBlobs(path.join(folder, 'own')), at: path.join(folder, 'own') },
  { kind: 'S3', blobs: () => inS3, at: copies },
])('blobs in $kind', ({ blobs: open, at }) => {
  let blobs: BlobStore;
  beforeAll(() => {
    blobs = open();
  });
  const read = async (hash: string, range?: { start: number; end: number }) => readText(blobs.read(hash, range));

  test('are kept under their hash, read whole or by range, and removed', async () => {
    const { sha256: hash, sizeBytes } = await blobs.put(parts('hello ', 'world'), { maxBytes: 11 });
    expect(hash).toBe(sha256('hello world'));
    expect(sizeBytes).toBe(11);
    expect(await read(hash)).toBe('hello world');
    expect(await read(hash, { start: 6, end: 8 })).toBe('wor');
    expect(readFileSync(await blobs.path(hash), 'utf8')).toBe('hello world');
    expect(await blobs.has(hash)).toBe(true);
    await blobs.remove(hash);
    await blobs.remove(hash);
    expect(await blobs.has(hash)).toBe(false);
    await expect(read(hash)).rejects.toMatchObject({ code: 'not_found' });
    await expect(blobs.path(hash)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('that are the same, even at once, are one', async () => {
    const [one, other] = await Promise.all([
      blobs.put(parts('same'), { maxBytes: 100 }),
      blobs.put(parts('sa', 'me'), { maxBytes: 100 }),
    ]);
    expect(one).toEqual(other);
    expect(await read(one.sha256)).toBe('same');
    const empty = await blobs.put(parts(), { maxBytes: 0 });
    expect(await read(empty.sha256)).toBe('');
  });

  test('are not kept where they are too large or break off', async () => {
    await expect(blobs.put(parts('12345', '67890'), { maxBytes: 9 })).rejects.toMatchObject({ code: 'too_large' });
    async function* broken() {
      yield* parts('half');
      throw new Error('the connection broke');
    }
    await expect(blobs.put(broken(), { maxBytes: 100 })).rejects.toThrow('the connection broke');
    expect(leftovers(at)).toEqual([]);
    expect(s3.objects.has(keyOf(sha256('half')))).toBe(false);
  });

  test('of many megabytes come back as they were, from any place', async () => {
    const { sha256: hash } = await blobs.put(parts(large.toString()), { maxBytes: large.byteLength });
    expect(hash).toBe(sha256(large));
    expect((await buffer(blobs.read(hash))).equals(large)).toBe(true);
    expect(await read(hash, { start: partBytes - 2, end: partBytes + 1 })).toBe('iaga');
  });

  test('never take a name that is not a hash', async () => {
    await expect(blobs.has('../../etc/passwd')).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(read(`${'a'.repeat(60)}/../`)).rejects.toMatchObject({ code: 'invalid_input' });
  });
});

describe('a store in S3', () => {
  const put = (text: string) => inS3.put(parts(text), { maxBytes: 1_000 });

  test('gives an address that anybody can read for its time, by range too, and not longer or changed', async () => {
    const { sha256: hash } = await put('shared bytes');
    const address = (await inS3.address(hash, { seconds: 60 })) ?? '';
    const whole = await fetch(address);
    expect(await whole.text()).toBe('shared bytes');
    const part = await fetch(address, { headers: { range: 'bytes=7-' } });
    expect([part.status, await part.text()]).toEqual([206, 'bytes']);
    expect((await fetch(address.replace(hash, sha256('other')))).status).toBe(403);
    s3.aheadMs = 61_000;
    expect((await fetch(address)).status).toBe(403);
    const elsewhere = parseS3Url(`${s3.url}&public=https://files.example`);
    const shared = await openS3Blobs({ place: elsewhere, folder: copies, copiesBytes: 1 }).address(hash, {
      seconds: 9,
    });
    expect(shared).toMatch(/^https:\/\/files\.example\/blobs\/studio\//);
  });

  test('uploads what is there already only once, and tries again after a fault that passes', async () => {
    s3.fail = { method: 'PUT', status: 503, code: 'SlowDown', times: 1 };
    const { sha256: hash } = await put('again');
    await put('again');
    expect(s3.seen.filter((one) => one === `PUT ${keyOf(hash)}`)).toHaveLength(2);
    expect(s3.objects.get(keyOf(hash))?.toString()).toBe('again');
  });

  test('gives up the parts of an upload that fails, and nothing is there', async () => {
    const other = Buffer.concat([large, Buffer.from('!')]);
    s3.fail = { method: 'PUT', status: 400, code: 'InvalidRequest', times: 1 };
    await expect(inS3.put(parts(other.toString()), { maxBytes: 1e9 })).rejects.toThrow(
      'The file store answered 400 (InvalidRequest); try again shortly.',
    );
    expect(s3.uploads.size).toBe(0);
    expect(await inS3.has(sha256(other))).toBe(false);
  });

  test('says in words what is wrong: keys, bucket, clock, a break, and a store that is not there', async () => {
    const { sha256: hash } = await put('words');
    const at = (url: string) => openS3Blobs({ place: parseS3Url(url), folder: copies, copiesBytes: 1 });
    const said = async (blobs: BlobStore) =>
      buffer(blobs.read(hash)).then(String, (cause: Error & { code: string }) => `${cause.code}: ${cause.message}`);
    expect(await said(at(s3.url.replace('GAIA:', 'OTHER:')))).toMatch(/^upstream_failed: .*403 \(InvalidAccessKeyId\)/);
    expect(await said(at(s3.url.replace('sec%2F', 'x')))).toMatch(/\(SignatureDoesNotMatch\); check key, secret/);
    expect(await said(at(s3.url.replace('/blobs/', '/other/')))).toMatch(/has no bucket "other"/);
    s3.aheadMs = 3_600_000;
    expect(await said(inS3)).toMatch(/clock is too far/);
    s3.aheadMs = 0;
    s3.cutAfterBytes = 3;
    expect(await said(inS3)).toMatch(/^upstream_failed: The file store was lost after 3 bytes/);
    s3.cutAfterBytes = null;
    expect(await said(at(s3.url.replace(/:\d+\//, ':1/')))).toMatch(/can't be reached; check S3_URL/);
  });

  test('gives no path to bytes that are not those of the name', async () => {
    const hash = sha256('right');
    s3.objects.set(keyOf(hash), Buffer.from('wrong'));
    await expect(inS3.path(hash)).rejects.toThrow(/gave other bytes/);
  });

  test('keeps copies that were used last, within its room', async () => {
    const room = path.join(folder, 'room');
    const names = ['a', 'b', 'c'].map((letter) => letter.repeat(64));
    const kept = openFolderBlobs(room);
    await kept.put(parts(), { maxBytes: 0 });
    for (const [at, name] of names.entries()) {
      writeFileSync(path.join(room, name), 'x'.repeat(10));
      const day = new Date(Date.UTC(2025, 0, 1 + at));
      utimesSync(path.join(room, name), day, day);
    }
    await trimFolder(room, { maxBytes: 20, keep: 'a'.repeat(64) });
    expect(names.map((name) => readdirSync(room).includes(name))).toEqual([true, false, true]);
  });

  test('is refused a setting that names no keys or bucket, without showing the secret', () => {
    for (const url of [
      'nothing',
      'https://files.example/blobs',
      'https://key:secret@files.example/',
      'ftp://k:s@f/b',
    ]) {
      expect(() => parseS3Url(url)).toThrow(/^S3_URL can't be used/);
      expect(() => parseS3Url(url)).not.toThrow(/secret@/);
    }
  });
});
