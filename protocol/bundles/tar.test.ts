import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer, text as readText } from 'node:stream/consumers';
import { afterAll, expect, test } from 'vitest';
import { joinBytes } from './hashing.ts';
import { readTar } from './read-tar.ts';
import { tarHeader } from './tar-header.ts';
import { type TarFile, tarSizeBytes, writeTar } from './write-tar.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'gaia-tar-'));
afterAll(() => rmSync(folder, { recursive: true }));

const bounds = { maxFiles: 10, maxBytes: 100_000 };

function file(name: string, text: string): TarFile {
  const bytes = new TextEncoder().encode(text);
  return { path: name, sizeBytes: bytes.byteLength, content: [bytes] };
}

async function tarOf(files: TarFile[]): Promise<Uint8Array> {
  return new Uint8Array(await buffer(writeTar(files)));
}

async function read(bytes: Uint8Array, step = 700): Promise<Record<string, string>> {
  async function* cut() {
    for (let at = 0; at < bytes.byteLength; at += step) yield bytes.subarray(at, at + step);
  }
  const found: Record<string, string> = {};
  for await (const entry of readTar(cut(), bounds)) {
    found[entry.path] = await readText(entry.content);
  }
  return found;
}

test('what is written is read, sorted, whatever the order and the cuts', async () => {
  const one = await tarOf([file('b.txt', 'second'), file('a/x.txt', 'x'.repeat(1_024)), file('a.txt', '')]);
  const other = await tarOf([file('a.txt', ''), file('b.txt', 'second'), file('a/x.txt', 'x'.repeat(1_024))]);
  expect(one).toEqual(other);
  expect(one.byteLength).toBe(tarSizeBytes([{ sizeBytes: 6 }, { sizeBytes: 1_024 }, { sizeBytes: 0 }]));
  const whole = { 'a.txt': '', 'a/x.txt': 'x'.repeat(1_024), 'b.txt': 'second' };
  expect(await read(one)).toEqual(whole);
  expect(await read(one, 1)).toEqual(whole);
});

test('the system tar can read it', async () => {
  const tar = path.join(folder, 'one.tar');
  writeFileSync(tar, await tarOf([file('notes/a.txt', 'hello'), file('manifest.json', '{}')]));
  const listing = execFileSync('tar', ['-tvf', tar, '--numeric-owner', '--utc'], { encoding: 'utf8' });
  expect(listing).toContain('-rw-r--r-- 0/0');
  expect(listing).toContain('1970-01-01');
  expect(execFileSync('tar', ['-xOf', tar, 'notes/a.txt'], { encoding: 'utf8' })).toBe('hello');
});

test('an entry that is not read is skipped', async () => {
  const bytes = await tarOf([file('a', 'x'.repeat(5_000)), file('b', 'y')]);
  const paths: string[] = [];
  for await (const entry of readTar([bytes], bounds)) paths.push(entry.path);
  expect(paths).toEqual(['a', 'b']);
});

test.each(['../escape', '/etc/passwd', 'a/../../b', 'a\\b', './a', 'a//b', '', 'x'.repeat(101)])(
  'the path %j is refused when writing',
  (name) => {
    expect(() => tarHeader(name, 1)).toThrow("can't be the path");
  },
);

test('a path with ../ is refused when reading', async () => {
  const header = hostileHeader((bytes) => bytes.set(new TextEncoder().encode('../a'), 0));
  await expect(read(joinBytes([header, new Uint8Array(1_024)]))).rejects.toMatchObject({ code: 'unreadable_document' });
});

test.each([
  ['a link', (bytes: Uint8Array) => bytes.set([0x32], 156)],
  ['an owner', (bytes: Uint8Array) => bytes.set([0x31], 114)],
  ['a time', (bytes: Uint8Array) => bytes.set([0x31], 146)],
  ['a prefix', (bytes: Uint8Array) => bytes.set([0x61], 345)],
  ['a size that is no number', (bytes: Uint8Array) => bytes.set([0x7a], 124)],
])('a header with %s is refused', async (_what, change) => {
  const bytes = joinBytes([hostileHeader(change), new Uint8Array(1_024)]);
  await expect(read(bytes)).rejects.toMatchObject({ code: 'unreadable_document' });
});

test('a file twice, files out of order, stray bytes and a missing end are refused', async () => {
  const a = (await tarOf([file('a', 'one')])).subarray(0, 1_024);
  const b = (await tarOf([file('b', 'two')])).subarray(0, 1_024);
  const end = new Uint8Array(1_024);
  await expect(read(joinBytes([a, a, end]))).rejects.toThrow('twice or out of order');
  await expect(read(joinBytes([b, a, end]))).rejects.toThrow('twice or out of order');
  await expect(read(joinBytes([a, end, Uint8Array.of(0)]))).rejects.toThrow('something follows');
  await expect(read(a)).rejects.toThrow('ends before its end mark');
  await expect(read(a.subarray(0, 514))).rejects.toThrow('ends inside "a"');
  const unclean = Uint8Array.from(joinBytes([a, end]));
  unclean[600] = 1;
  await expect(read(unclean)).rejects.toThrow('padded');
});

test('too many files and too many bytes are refused before they are read', async () => {
  const many = Array.from({ length: 11 }, (_, index) => file(`f${String(index).padStart(2, '0')}`, ''));
  await expect(read(await tarOf(many))).rejects.toMatchObject({ code: 'too_large' });
  const huge = joinBytes([tarHeader('huge', 8 ** 11 - 1), new Uint8Array(1_024)]);
  await expect(read(huge)).rejects.toMatchObject({ code: 'too_large' });
});

test('a content of another length than said, and a repeated path, are refused when writing', async () => {
  await expect(tarOf([{ path: 'a', sizeBytes: 3, content: [new Uint8Array(2)] }])).rejects.toThrow('2 bytes, not 3');
  await expect(tarOf([file('a', ''), file('a', '')])).rejects.toThrow('twice');
});

/** A good header of a file `a`, changed, with its checksum made right again. */
function hostileHeader(change: (bytes: Uint8Array) => void): Uint8Array {
  const header = tarHeader('a', 0);
  change(header);
  header.fill(0x20, 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.set(new TextEncoder().encode(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
  return header;
}
