import { afterAll, beforeAll, expect, it } from 'vitest';
import { openQdrantImitation } from './open-qdrant-imitation.ts';
import { openQdrantStore } from './open-qdrant-store.ts';

let imitation: Awaited<ReturnType<typeof openQdrantImitation>>;

beforeAll(async () => {
  imitation = await openQdrantImitation('right');
});

afterAll(() => imitation.close());

it('shows only collections with its own prefix', async () => {
  const one = openQdrantStore({ url: imitation.url, apiKey: 'right', prefix: 'one-' });
  const other = openQdrantStore({ url: imitation.url, apiKey: 'right', prefix: 'other-' });
  await one.createCollection('notes', { dimensions: 4 });
  expect(await one.listCollections()).toEqual(['notes']);
  expect(await other.listCollections()).toEqual([]);
});

it('says what to check when the key is wrong or the server is not there', async () => {
  const wrong = openQdrantStore({ url: imitation.url, apiKey: 'wrong' });
  await expect(wrong.listCollections()).rejects.toMatchObject({
    code: 'upstream_failed',
    message: 'Qdrant answered with status 401; check QDRANT_URL, QDRANT_API_KEY and the server.',
  });
  const gone = openQdrantStore({ url: 'http://127.0.0.1:9' });
  await expect(gone.listCollections()).rejects.toMatchObject({
    code: 'upstream_failed',
    message: expect.stringContaining('could not be reached'),
  });
});
