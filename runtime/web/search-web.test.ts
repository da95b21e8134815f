import type { IncomingMessage } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { readNodeConfig } from '#runtime/env.ts';
import { type LocalTestServer, serveLocally } from '#runtime/testing/serve-locally.ts';
import { fetchOwnAddress } from './fetch-own-address.ts';
import { openWebSearch } from './search-web.ts';

const searxng = { results: [{ title: 'T', url: 'https://a.example/', content: 'C', score: 1 }, { title: null }] };
const { values } = readNodeConfig([], {});
const noSignal = new AbortController().signal;
let server: LocalTestServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function open(answer: unknown, settings: { key?: string; results?: string } = {}, status = 200) {
  const requests: IncomingMessage[] = [];
  server = await serveLocally((request, response) => {
    requests.push(request);
    response.writeHead(status, status === 302 ? { location: 'http://127.0.0.1:1/' } : {});
    response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
  });
  const url = `${server.url}/search?format=json&q={query}`;
  const search = openWebSearch(fetchOwnAddress, { url, results: values.GAIA_SEARCH_RESULTS, ...settings });
  return { requests, search: (query: string) => search(query, noSignal) };
}

it('a search asks the configured address and reads what SearXNG answers', async () => {
  const { requests, search } = await open(searxng);
  expect(await search('a b&c')).toEqual([{ title: 'T', url: 'https://a.example/', snippet: 'C' }]);
  expect(requests[0]?.url).toBe('/search?format=json&q=a%20b%26c');
  expect(requests[0]?.headers.authorization).toBeUndefined();
});

it('other services are read by their own expression, with a key as token or as header', async () => {
  const answer = { web: [{ t: 'T', u: 'U', s: 'S' }] };
  const results = 'web[].{title: t, url: u, snippet: s}';
  const bearer = await open(answer, { results, key: 'secret' });
  expect(await bearer.search('x')).toEqual([{ title: 'T', url: 'U', snippet: 'S' }]);
  expect(bearer.requests[0]?.headers.authorization).toBe('Bearer secret');
  await server?.close();
  const header = await open(answer, { results, key: 'X-Key: secret' });
  await header.search('x');
  expect(header.requests[0]?.headers['x-key']).toBe('secret');
});

it.each([
  ['not json', 200, 'Its answer is not JSON'],
  [{ other: 1 }, 200, 'finds no list'],
  [{}, 503, 'status 503'],
  [{}, 302, "can't be reached"],
])('an answer like %j with status %i is a failure that says why', async (answer, status, words) => {
  const { search } = await open(answer, {}, status);
  await expect(search('x')).rejects.toMatchObject({ code: 'upstream_failed', message: expect.stringContaining(words) });
});

it('an answer without end is not read to its end, and a service that sleeps is left', async () => {
  const { requests } = await open('x'.repeat(5_000));
  const request = { url: server?.url ?? '', timeoutMs: 2_000, maxBytes: 1_000, signal: noSignal };
  await expect(fetchOwnAddress(request)).rejects.toMatchObject({ code: 'too_large' });
  expect(requests).toHaveLength(1);
  await server?.close();
  server = await serveLocally(() => undefined);
  await expect(fetchOwnAddress({ ...request, url: server.url, timeoutMs: 30 })).rejects.toMatchObject({
    code: 'upstream_timeout',
  });
});

it('the address must say where the words go', () => {
  const read = (GAIA_SEARCH_URL: string) => readNodeConfig([], { GAIA_SEARCH_URL }).values.GAIA_SEARCH_URL;
  expect(read('http://127.0.0.1:8888/search?format=json&q={query}')).toContain('{query}');
  expect(() => read('http://127.0.0.1:8888/search')).toThrow('must hold {query}');
  expect(() => read('file:///{query}')).toThrow('GAIA_SEARCH_URL');
});
