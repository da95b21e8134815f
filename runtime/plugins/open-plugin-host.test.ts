import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AppError } from '#protocol/errors.ts';
import type { SafeRequest } from '#runtime/web/safe-fetch.ts';
import { openPluginHost } from './open-plugin-host.ts';
import { openPluginStores } from './open-plugin-stores.ts';
import { testPlugin } from './testing/open-plugin-bench.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'gaia-plugin-'));
});
afterEach(() => rmSync(home, { recursive: true }));

const plugin = testPlugin('x', { capabilities: { fetchHosts: ['api.example.org'] } });
const request = { url: 'https://api.example.org/a', method: 'GET', headers: { accept: 'text/plain' }, body: null };

function open(web: (request: SafeRequest) => string) {
  const means = {
    web: async (asked: SafeRequest) => ({ status: 200, headers: {}, body: Buffer.from('grüße'), url: web(asked) }),
    webSearch: async () => [],
    stores: openPluginStores(home),
  };
  const signal = new AbortController().signal;
  return openPluginHost(means, { agent: 'guide', plugin, searchKnowledge: async () => [], signal });
}

test('a request goes out through the safe fetch with bounds on size and time', async () => {
  const asked: SafeRequest[] = [];
  const host = open((one) => {
    asked.push(one);
    return one.url;
  });
  expect(await host.fetch(request)).toEqual({ status: 200, headers: {}, text: 'grüße' });
  expect(asked[0]).toMatchObject({ url: request.url, method: 'GET', timeoutMs: 600, maxBytes: 1_048_576 });
  expect(asked[0]).not.toHaveProperty('body');
  const tooMuch = host.fetch({ ...request, method: 'POST', body: 'x'.repeat(1_048_577) });
  await expect(tooMuch).rejects.toMatchObject({ code: 'too_large' });
});

test('an answer that came from another host after a redirect is not handed over', async () => {
  const host = open(() => 'https://elsewhere.example/a');
  await expect(host.fetch(request)).rejects.toMatchObject({
    code: 'forbidden',
    message: 'gaia.fetch was sent on to "elsewhere.example", which is not among the plugin\'s hosts',
  });
});

test('what a plugin keeps is there after a restart, and for nobody else', () => {
  openPluginStores(home)('guide', 'weather').set('a', '{"n":1}');
  const stores = openPluginStores(home);
  expect(stores('guide', 'weather').get('a')).toBe('{"n":1}');
  expect(stores('other', 'weather').get('a')).toBeNull();
  expect(stores('guide', 'Weather').get('a')).toBeNull();
  expect(stores('guide', 'weather').get('__proto__')).toBeNull();
  stores('guide', 'weather').set('a', 'null');
  expect(openPluginStores(home)('guide', 'weather').get('a')).toBeNull();
});

test('a plugin keeps so much and no more, and what did not fit changes nothing', () => {
  const store = openPluginStores(home)('guide', 'weather');
  for (let i = 0; i < 15; i += 1) store.set(`big${i}`, 'x'.repeat(65_000));
  store.set('kept', '1');
  expect(() => store.set('big15', 'x'.repeat(65_000))).not.toThrow();
  expect(() => store.set('big16', 'x'.repeat(65_000))).toThrow(/1024 KB in all/);
  expect(() => store.set('kept', 'x'.repeat(65_000))).toThrow(AppError);
  expect(store.get('kept')).toBe('1');
  expect(store.get('big16')).toBeNull();
  expect(openPluginStores(home)('guide', 'weather').get('kept')).toBe('1');
});
