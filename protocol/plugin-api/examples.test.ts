import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BenchRun, openPluginBench, type PluginBench } from '#runtime/plugins/testing/open-plugin-bench.ts';

let bench: PluginBench;
beforeAll(() => {
  bench = openPluginBench();
});
afterAll(async () => await bench.close());

const limits = { timeout: 20_000 };
const read = (name: string) => readFileSync(new URL(`./examples/${name}.ts`, import.meta.url), 'utf8');
const run = (name: string, input: unknown, options: BenchRun = {}) =>
  bench.run(read(name), { ...options, input, definition: { timeoutMs: 10_000 } });

test('web results go into the prompt, by twenty lines', limits, async () => {
  expect(read('web-results').trim().split('\n').length).toBeLessThanOrEqual(20);
  const asked: string[] = [];
  const host = {
    webSearch: async (query: string) => {
      asked.push(query);
      return query.includes('nothing')
        ? []
        : [{ title: 'Hours', url: 'https://example.org/h', snippet: 'Open 9 to 5.' }];
    },
  };
  const options = { host, capabilities: { webSearch: true } };
  const found = await run('web-results', { arguments: [], question: 'When is it open?' }, options);
  expect(found.value).toMatch(
    /^Found on the web on \d{4}-\d\d-\d\d:\n- Hours \(https:\/\/example\.org\/h\): Open 9 to 5\.$/,
  );
  expect(found.log).toEqual(['1 pages for "When is it open?"']);
  const none = await run('web-results', { arguments: ['nothing at all'], question: 'x' }, options);
  expect(none.value).toBe('A web search for "nothing at all" found nothing.');
  expect(asked).toEqual(['When is it open?', 'nothing at all']);
});

test('the weather is asked for once in ten minutes, and a failing service is said to fail', limits, async () => {
  const kept = new Map<string, string>();
  const asked: string[] = [];
  let status = 200;
  const host = {
    fetch: async ({ url }: { url: string }) => {
      asked.push(url);
      const current = { time: '2026-01-01T12:00', temperature_2m: 4.5, wind_speed_10m: 12 };
      return { status, headers: {}, text: JSON.stringify({ current }) };
    },
    storeGet: async (key: string) => kept.get(key) ?? null,
    storeSet: async (key: string, value: string) => void kept.set(key, value),
  };
  const options = { host, capabilities: { fetchHosts: ['api.open-meteo.com'], keyValue: true } };
  const place = { latitude: 52.52, longitude: 13.41 };
  const weather = { celsius: 4.5, windKmh: 12, at: '2026-01-01T12:00' };
  expect((await run('current-weather', place, options)).value).toEqual(weather);
  expect((await run('current-weather', place, options)).value).toEqual(weather);
  expect(asked).toHaveLength(1);
  status = 503;
  const failed = run('current-weather', { ...place, latitude: 1 }, options);
  await expect(failed).rejects.toThrow(/The weather service answered with status 503\. \(line \d+\)/);
});

test('contacts are removed from an answer, and nothing else', limits, async () => {
  const answer = 'Write to ada.l@uni.example or call +49 (30) 1234-5678. It costs 12.50 until 2026.';
  const { value } = await run('hide-contacts', { answer, question: '', passages: [] });
  expect(value).toBe('Write to [address removed] or call [number removed]. It costs 12.50 until 2026.');
});

test('upset people get the calm rule, short questions the brief one, where the agent has them', limits, async () => {
  const choose = async (question: string, rules = ['calm', 'brief']) =>
    (await run('choose-by-mood', { question, rules, language: 'en', hasEvidence: true, metadata: {} })).value;
  expect(await choose('This is unacceptable, I want my money back now')).toBe('calm');
  expect(await choose('Opening hours?')).toBe('brief');
  expect(await choose('Please explain in detail how credits are settled')).toBeNull();
  expect(await choose('Opening hours?', ['calm'])).toBeNull();
});

test('the guide shows the examples as they are', () => {
  const guide = readFileSync(new URL('../../docs/guides/plugins.md', import.meta.url), 'utf8');
  for (const name of ['web-results', 'current-weather', 'hide-contacts', 'choose-by-mood']) {
    expect(guide).toContain(`\`\`\`ts\n${read(name)}\`\`\``);
  }
});
