import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openMemoryStore } from './memory/open-memory-store.ts';
import { openQdrantImitation } from './qdrant/open-qdrant-imitation.ts';
import { openQdrantStore } from './qdrant/open-qdrant-store.ts';
import type { StoredPassage, StoredPoint, VectorStore } from './vector-store.ts';
import { openZvecStore } from './zvec/open-zvec-store.ts';

const qdrantUrl = process.env.QDRANT_URL;
if (!qdrantUrl) {
  process.stdout.write(
    'The vector store contract was not run against a Qdrant server: set QDRANT_URL to one. It ran against an imitation of its REST API.\n',
  );
}

const apiKey = process.env.QDRANT_API_KEY ?? 'secret';
const imitation = qdrantUrl ? undefined : await openQdrantImitation(apiKey);
afterAll(() => imitation?.close());

const backends: Record<string, (folder: string) => Promise<VectorStore>> = {
  memory: async () => openMemoryStore(),
  zvec: (folder) => openZvecStore({ folder }),
  [qdrantUrl ? 'Qdrant' : 'Qdrant (imitated)']: async () =>
    openQdrantStore({ url: qdrantUrl ?? imitation?.url ?? '', apiKey, prefix: `test-${process.pid}-` }),
};

describe.each(Object.entries(backends))('a %s store', (_name, open) => {
  let folder: string;
  let store: VectorStore;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gaianet-store-'));
    store = await open(folder);
    for (const name of await store.listCollections()) await store.dropCollection(name);
    await store.createCollection('handbook', { dimensions: 4 });
  });

  afterEach(async () => {
    for (const name of await store.listCollections()) await store.dropCollection(name);
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });

  const fill = () =>
    store.upsert('handbook', [
      point(1, [1, 0, 0, 0], 'A node serves agents over an API on the owner’s machine.'),
      point(2, [0.6, 0.8, 0, 0], 'A domain is many nodes under one name, run by an operator.'),
      point(3, [0, 0, 1, 0], 'Credits are the unspent part of a deposit; grüße aus München, 你好世界.'),
    ]);

  it('lists, creates and drops collections, of any name', async () => {
    const names = ['a', 'draft-019a_C3', 'Draft-019a_c3', '../escape/é 你好'];
    for (const name of names) await store.createCollection(name, { dimensions: 2 });
    expect(await store.listCollections()).toEqual([...names, 'handbook'].sort());

    await expect(store.createCollection('a', { dimensions: 2 })).rejects.toMatchObject({ code: 'conflict' });
    for (const name of names) await store.dropCollection(name);
    await store.dropCollection('never-there');
    expect(await store.listCollections()).toEqual(['handbook']);
    await expect(store.createCollection('', { dimensions: 2 })).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('makes a dropped collection anew, empty and with other dimensions', async () => {
    await fill();
    await store.dropCollection('handbook');
    await store.createCollection('handbook', { dimensions: 2 });
    expect(await store.count('handbook')).toBe(0);
    await store.upsert('handbook', [point(1, [1, 0], 'Two dimensions.')]);
    expect(await store.listIds('handbook')).toEqual([id(1)]);
  });

  it('says which collection it does not have', async () => {
    const calls = [
      () => store.upsert('missing', []),
      () => store.remove('missing', []),
      () => store.searchDense('missing', new Float32Array([1]), 3),
      () => store.searchText('missing', 'node', 3),
      () => store.fetch('missing', []),
      () => store.listIds('missing'),
      () => store.count('missing'),
      () => store.optimize('missing'),
    ];
    for (const call of calls) {
      await expect(call()).rejects.toMatchObject({ code: 'not_found', message: expect.stringContaining('"missing"') });
    }
  });

  it('finds nearest by cosine, best first, with the passage', async () => {
    await fill();
    const found = await store.searchDense('handbook', new Float32Array([2, 0, 0, 0]), 2);
    expect(found.map((each) => each.id)).toEqual([id(1), id(2)]);
    expect(found[0]?.score).toBeCloseTo(1, 4);
    expect(found[1]?.score).toBeCloseTo(0.6, 4);
    expect(found[0]?.passage).toEqual(passage(1, 'A node serves agents over an API on the owner’s machine.'));
    expect(await store.searchDense('handbook', new Float32Array([1, 0, 0, 0]), 0)).toEqual([]);
  });

  it('finds words by full text: stems, headings, accents, characters of CJK', async () => {
    await fill();
    const ids = async (query: string) => (await store.searchText('handbook', query, 5)).map((each) => each.id);
    expect(await ids('Which OPERATORS run it?')).toEqual([id(2)]);
    expect((await ids('nodes')).sort()).toEqual([id(1), id(2)]);
    expect((await ids('chapter')).sort()).toEqual([id(1), id(2), id(3)]);
    expect(await ids('munchen')).toEqual([id(3)]);
    expect(await ids('世界')).toEqual([id(3)]);
    expect(await ids('blockchain')).toEqual([]);

    const [best] = await store.searchText('handbook', 'deposit credits', 5);
    expect(best?.passage.text).toMatch(/^Credits are/);
    expect(best?.score).toBeGreaterThan(0);
  });

  it('takes any text a person may type as a query', async () => {
    await fill();
    const queries = [
      '',
      ' ',
      '"',
      'AND',
      'NOT -node +(',
      'node:domain~*',
      '\\',
      '\u0000',
      '😀',
      '\ud800',
      "'; DROP --",
    ];
    for (const query of [...queries, 'x'.repeat(10_000), 'node '.repeat(2_000), '😀'.repeat(5_000)]) {
      expect(Array.isArray(await store.searchText('handbook', query, 5))).toBe(true);
    }
    expect(await store.searchText('handbook', '"node" AND (', 5)).toHaveLength(2);
  });

  it('replaces, removes, fetches, lists and counts', async () => {
    await fill();
    await store.upsert('handbook', [point(2, [0, 0, 0, 1], 'Staking is new here.')]);
    expect(await store.count('handbook')).toBe(3);
    expect(await store.searchText('handbook', 'operator', 5)).toEqual([]);
    expect((await store.searchText('handbook', 'staking', 5))[0]?.id).toBe(id(2));

    await store.remove('handbook', [id(1), id(9)]);
    expect(await store.count('handbook')).toBe(2);
    expect((await store.listIds('handbook')).sort()).toEqual([id(2), id(3)]);
    const fetched = await store.fetch('handbook', [id(3), id(1), id(2)]);
    expect(fetched.map((each) => each.id)).toEqual([id(3), id(2)]);
    expect([...(fetched[1]?.vector ?? [])]).toEqual([0, 0, 0, 1]);
    expect(fetched[1]?.passage).toEqual(passage(2, 'Staking is new here.'));
  });

  it('finds the same after its indexes are built, and takes more after that', async () => {
    const points = Array.from({ length: 600 }, (_, index) =>
      point(index, [Math.cos(index / 600), Math.sin(index / 600), 0, 0.1], `Entry ${index} tells about word${index}.`),
    );
    await store.upsert('handbook', points);
    await store.optimize('handbook');
    await store.upsert('handbook', [point(1_000, [0, 0, -1, 0], 'A late entry.')]);
    expect(await store.count('handbook')).toBe(601);
    const query = new Float32Array([Math.cos(0.5), Math.sin(0.5), 0, 0.1]);
    expect((await store.searchDense('handbook', query, 1))[0]?.id).toBe(id(300));
    expect((await store.searchText('handbook', 'word421', 3)).map((each) => each.id)).toEqual([id(421)]);
    expect((await store.searchText('handbook', 'late', 3)).map((each) => each.id)).toEqual([id(1_000)]);
    expect(await store.listIds('handbook')).toHaveLength(601);
  });

  it('refuses vectors and ids that cannot be right, and keeps nothing of them', async () => {
    const wrong: StoredPoint[] = [
      point(1, [1, 0, 0], 'Too short.'),
      point(1, [0, 0, 0, 0], 'No direction.'),
      point(1, [Number.NaN, 0, 0, 0], 'No number.'),
      { ...point(1, [1, 0, 0, 0], 'Foreign id.'), id: "'; --" },
    ];
    for (const each of wrong) {
      const call = store.upsert('handbook', [point(2, [1, 0, 0, 0], 'Right.'), each]);
      await expect(call).rejects.toMatchObject({ code: 'invalid_input' });
    }
    const search = store.searchDense('handbook', new Float32Array(3).fill(1), 3);
    await expect(search).rejects.toMatchObject({ code: 'invalid_input' });
    expect(await store.count('handbook')).toBe(0);
  });

  it('answers calls that come at once', async () => {
    const calls = Array.from({ length: 40 }, (_, index) => [
      store.upsert('handbook', [point(index, [1, index, 0, 0], `Parallel ${index}.`)]),
      store.searchDense('handbook', new Float32Array([1, 1, 0, 0]), 3),
      store.searchText('handbook', 'parallel', 3),
    ]);
    await Promise.all(calls.flat());
    expect(await store.count('handbook')).toBe(40);
  });

  it('refuses calls after it was closed', async () => {
    const other = await open(join(folder, 'other'));
    await other.close();
    await other.close();
    await expect(other.count('handbook')).rejects.toMatchObject({ code: 'engine_crashed' });
  });
});

function id(number: number): string {
  return number.toString(16).padStart(32, '0');
}

function passage(number: number, text: string): StoredPassage {
  return {
    text,
    tokenCount: 12,
    documentName: 'handbook.md',
    documentSha256: 'd'.repeat(64),
    ordinal: number,
    headingPath: ['Chapter one', 'Basics'],
    pageStart: null,
    pageEnd: 2,
    startOffset: 10,
    endOffset: 10 + text.length,
  };
}

function point(number: number, vector: number[], text: string): StoredPoint {
  return { id: id(number), vector: new Float32Array(vector), passage: passage(number, text) };
}
