import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { StoredPoint } from '#runtime/knowledge/vector-store.ts';
import { openZvecStore, type ZvecStore } from './open-zvec-store.ts';

let folder: string;
let store: ZvecStore;
let onCrash = () => {};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gaianet-zvec-'));
  store = await openZvecStore({ folder, onCrash: () => onCrash() });
});

afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

it('fails calls in flight when the child is killed, serves the next one and has lost nothing acknowledged', async () => {
  await store.createCollection('notes', { dimensions: 8 });
  await store.upsert('notes', points(0, 300));
  await store.optimize('notes');
  await store.upsert('notes', points(300, 500));
  const pid = store.pid;

  const inFlight = [store.upsert('notes', points(500, 20_000)), store.optimize('notes')];
  const outcomes = Promise.allSettled(inFlight);
  await store.count('notes');
  kill(pid);
  for (const outcome of await outcomes) {
    expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'engine_crashed', retryAfterSeconds: 1 } });
  }

  expect(await store.searchText('notes', 'word499', 3)).toMatchObject([{ id: id(499) }]);
  const kept = new Set(await store.listIds('notes'));
  expect(points(0, 500).filter((point) => !kept.has(point.id))).toEqual([]);
  expect((await store.searchDense('notes', vector(7), 1))[0]?.id).toBe(id(7));
  expect(store.crashes).toBe(1);
  expect(store.pid).not.toBe(pid);
});

it('survives three crashes in a row', async () => {
  await store.createCollection('notes', { dimensions: 8 });
  await store.upsert('notes', points(0, 10));
  for (let round = 0; round < 3; round += 1) {
    const noticed = new Promise<void>((resolve) => {
      onCrash = resolve;
    });
    kill(store.pid);
    await noticed;
    expect(await store.count('notes')).toBe(10);
  }
  expect(store.crashes).toBe(3);
});

it('keeps everything when it is closed and opened again', async () => {
  await store.createCollection('notes', { dimensions: 8 });
  await store.upsert('notes', points(0, 50));
  await store.remove('notes', [id(3)]);
  await store.close();

  store = await openZvecStore({ folder });
  expect(await store.listCollections()).toEqual(['notes']);
  expect(await store.count('notes')).toBe(49);
  expect(await store.fetch('notes', [id(3), id(4)])).toMatchObject([{ id: id(4), passage: { text: 'Entry word4.' } }]);
});

it('forgets collections that a crash left half made or half dropped', async () => {
  await store.close();
  await mkdir(join(folder, '.new-half'));
  await mkdir(join(folder, '.dropped-half-1'));
  store = await openZvecStore({ folder });
  expect(await store.listCollections()).toEqual([]);
  expect(await readdir(folder)).toEqual([]);
  await store.createCollection('half', { dimensions: 8 });
  expect(await store.listCollections()).toEqual(['half']);
});

it('waits for a process that still holds a collection', async () => {
  await store.createCollection('notes', { dimensions: 8 });
  await store.upsert('notes', points(0, 5));
  const next = await openZvecStore({ folder });
  const count = next.count('notes');
  await next.listCollections();
  await store.close();
  expect(await count).toBe(5);
  await next.close();
});

it('says why it cannot start', async () => {
  await expect(openZvecStore({ folder: '/dev/null/store' })).rejects.toMatchObject({
    code: 'engine_crashed',
    message: expect.stringMatching(/could not start \(exit code 1: Error: ENOTDIR.*\); check that its folder/),
  });
});

it('searches while a large write is under way', async () => {
  await store.createCollection('notes', { dimensions: 8 });
  await store.upsert('notes', points(0, 100));
  let isWritten = false;
  const write = store.upsert('notes', points(100, 12_000)).then(() => {
    isWritten = true;
  });
  let searches = 0;
  while (!isWritten) {
    expect(await store.searchDense('notes', vector(5), 1)).toMatchObject([{ id: id(5) }]);
    searches += 1;
  }
  await write;
  expect(searches).toBeGreaterThan(20);
});

it('drops a collection that is being searched, without hurting the search', async () => {
  await store.createCollection('notes', { dimensions: 8 });
  await store.upsert('notes', points(0, 2_000));
  const searches = Array.from({ length: 20 }, () => store.searchDense('notes', vector(5), 50));
  await store.dropCollection('notes');
  for (const found of await Promise.all(searches)) expect(found).toHaveLength(50);
  await expect(store.count('notes')).rejects.toMatchObject({ code: 'not_found' });
});

it('leaves no child behind when its parent is killed', async () => {
  const source = `
    import { openZvecStore } from ${JSON.stringify(new URL('./open-zvec-store.ts', import.meta.url).href)};
    const store = await openZvecStore({ folder: ${JSON.stringify(join(folder, 'orphan'))} });
    process.stdout.write(String(store.pid));`;
  const parent = spawn(process.execPath, ['--input-type=module', '--eval', source], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [pid] = await once(parent.stdout, 'data');
  parent.kill('SIGKILL');
  await once(parent, 'exit');

  const again = await openZvecStore({ folder: join(folder, 'orphan') });
  await again.createCollection('notes', { dimensions: 8 });
  await again.close();
  const deadline = Date.now() + 10_000;
  while (isAlive(Number(pid)) && Date.now() < deadline) await new Promise((resolve) => setImmediate(resolve));
  expect(isAlive(Number(pid))).toBe(false);
});

function kill(pid: number | undefined): void {
  if (pid === undefined) throw new Error('The store has no child.');
  process.kill(pid, 'SIGKILL');
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function id(number: number): string {
  return number.toString(16).padStart(32, '0');
}

/** Directions far enough apart that each vector is its own nearest neighbour. */
function vector(number: number): Float32Array {
  const digest = createHash('sha256').update(String(number)).digest();
  return Float32Array.from({ length: 8 }, (_, index) => digest.readInt32LE(4 * index) / 2 ** 31);
}

function points(start: number, end: number): StoredPoint[] {
  return Array.from({ length: end - start }, (_, offset) => {
    const number = start + offset;
    const text = `Entry word${number}.`;
    const place = { headingPath: [], pageStart: null, pageEnd: null, startOffset: 0, endOffset: text.length };
    const document = { documentName: 'notes.txt', documentSha256: 'e'.repeat(64), tokenCount: 4, ordinal: number };
    return { id: id(number), vector: vector(number), passage: { text, ...document, ...place } };
  });
}
