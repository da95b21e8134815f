import { afterAll, beforeAll, expect, test } from 'vitest';
import { AppError } from '#protocol/errors.ts';
import { PluginFailure } from './plugin-failure.ts';
import { openPluginBench, type PluginBench } from './testing/open-plugin-bench.ts';

let bench: PluginBench;
beforeAll(() => {
  bench = openPluginBench();
});
afterAll(async () => await bench.close());

const limits = { timeout: 20_000 };
const calm = { definition: { timeoutMs: 5_000 } };
const everything = {
  ...calm,
  capabilities: {
    fetchHosts: ['api.example.org', 'api.example.org:8443'],
    keyValue: true,
    knowledge: true,
    webSearch: true,
  },
};
const failureOf = (run: Promise<unknown>) =>
  run.then(
    (value) => {
      throw new Error(`It gave ${JSON.stringify(value)}.`);
    },
    (cause: PluginFailure) => cause,
  );

test('a typed function is given its argument and gives its value, with what it logged and cost', limits, async () => {
  const source = `
    interface Sum { numbers: number[] }
    const add = (a: number, b: number): number => a + b;
    export default function sum({ numbers }: Sum): { total: number } {
      gaia.log('adding', numbers.length, { of: 'numbers' });
      console.log('as the console does');
      return { total: numbers.reduce(add, 0) };
    }`;
  const outcome = await bench.run(source, { ...calm, input: { numbers: [1, 2, 39] } });
  expect(outcome.value).toEqual({ total: 42 });
  expect(outcome.log).toEqual(['adding 3 {"of":"numbers"}', 'as the console does']);
  expect(outcome.calls).toEqual({ fetch: 0, searchKnowledge: 0, webSearch: 0, store: 0 });
  expect(outcome.ms).toBeLessThan(5_000);
  expect(outcome.memoryBytes).toBeGreaterThan(50_000);
});

test('what was granted works, at once too, and every call is counted', limits, async () => {
  const source = `
    export default async () => {
      const [answer, passages, pages] = await Promise.all([
        gaia.fetch('https://api.example.org/rates?base=EUR', { method: 'post', body: '{}' }),
        gaia.searchKnowledge('credits'),
        gaia.webSearch('credits'),
      ]);
      await gaia.store.set('seen', { n: 1 });
      const seen = await gaia.store.get('seen');
      return [answer.text, passages[0].text, pages[0].title, seen, await gaia.store.get('other')];
    }`;
  const { value, calls } = await bench.run(source, everything);
  expect(value).toEqual(['POST https://api.example.org/rates?base=EUR', 'About credits.', 'credits', { n: 1 }, null]);
  expect(calls).toEqual({ fetch: 1, searchKnowledge: 1, webSearch: 1, store: 3 });
});

test('the clock is that of the time zone named, and an unknown one is said to be', limits, async () => {
  const { value } = await bench.run(`export default () => gaia.date('Asia/Kolkata')`, calm);
  expect(value).toEqual({
    iso: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T.*Z$/),
    date: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
    time: expect.stringMatching(/^\d{2}:\d{2}$/),
    weekday: expect.stringMatching(/day$/),
  });
  const failure = await failureOf(bench.run(`export default () => gaia.date('Mars/Crater')`, calm));
  expect(failure.message).toContain('"Mars/Crater" is not a time zone; name one such as Europe/Berlin');
});

test('addresses that only look like a granted host are not reached', limits, async () => {
  const addresses = [
    ...['http://api.example.org/', 'https://api.example.org.evil.example/', 'https://evil.example/api.example.org'],
    ...['https://api.example.org@evil.example/', 'https://user:pass@api.example.org/', 'https://api.example.org:444/'],
    ...['file:///etc/passwd', 'ftp://api.example.org/', 'data:text/plain,hi', 'no address', 'https://127.0.0.1/'],
  ];
  const source = `export default (addresses) => Promise.all(addresses.map((one) =>
    gaia.fetch(one).then(() => 'reached', (error) => error.code)))`;
  const { value, calls } = await bench.run(source, { ...everything, input: addresses });
  expect(value).toEqual(addresses.map(() => 'forbidden'));
  expect(calls.fetch).toBe(0);
  expect((await bench.run(source, { ...everything, input: ['https://API.example.org:8443/'] })).value).toEqual([
    'reached',
  ]);
});

test('each capability has its number of calls in a run', limits, async () => {
  const source = `export default async () => {
    for (let i = 0; i < 20; i++) await gaia.fetch('https://api.example.org/' + i);
    return await gaia.fetch('https://api.example.org/last').catch((error) => error.message);
  }`;
  const { value, calls } = await bench.run(source, everything);
  expect(value).toBe('A run may call gaia.fetch 20 times.');
  expect(calls.fetch).toBe(20);
});

test('wrong arguments and a failing host are errors that the plugin can catch', limits, async () => {
  const source = `export default () => Promise.all([
    gaia.webSearch(''), gaia.webSearch(7), gaia.store.set('', 1), gaia.store.set('k', undefined),
    gaia.fetch('https://api.example.org/', { method: 'CONNECT' }),
    gaia.fetch('https://api.example.org/', { headers: { 'a\\nb': 'c' } }), gaia.searchKnowledge('x'),
  ].map((call) => call.then(() => 'ok', (error) => error.message)))`;
  const host = { searchKnowledge: () => Promise.reject(new Error('/home/ada/store is locked')) };
  const { value } = await bench.run(source, { ...everything, host });
  expect(value).toEqual([
    'gaia.webSearch: the query is empty',
    'The query must be a text',
    'gaia.store.set: key: the key is empty',
    'The value is not JSON',
    expect.stringMatching(/^gaia\.fetch: method: /),
    expect.stringMatching(/^gaia\.fetch: headers/),
    'gaia.searchKnowledge failed on the node.',
  ]);
});

test('a failure names the line of the source as it was written', limits, async () => {
  const thrown = `type Row = { price?: { amount: number } };\n\nexport default (row: Row) => {\n  return row.price!.amount;\n};`;
  const failure = await failureOf(bench.run(thrown, { ...calm, input: {} }));
  expect(failure.message).toBe(
    'Plugin "tried" failed: TypeError: cannot read property \'amount\' of undefined (line 4).',
  );
  expect(failure).toBeInstanceOf(PluginFailure);
  const unreadable = await failureOf(bench.run('const a: number = 1;\nexport default (: => a;', calm));
  expect(unreadable.message).toMatch(/SyntaxError: .+ \(line 2\)\.$/);
  const enumeration = await failureOf(bench.run('export default () => 1;\nenum Mood { Calm }', calm));
  expect(enumeration.message).toMatch(/TypeScript enum is not supported in strip-only mode \(line 2\)\.$/);
});

test('a failed run still tells what it logged and called', limits, async () => {
  const source = `export default async () => { gaia.log('before'); await gaia.webSearch('x'); throw new Error('stop') }`;
  const { outcome } = await failureOf(bench.run(source, everything));
  expect(outcome).toMatchObject({ log: ['before'], calls: { webSearch: 1 } });
});

test('a log has an end', limits, async () => {
  const source = `export default () => { for (let i = 0; i < 1000; i++) gaia.log('x'.repeat(5000)) }`;
  const { log } = await bench.run(source, calm);
  expect(log).toHaveLength(201);
  expect(log[0]).toHaveLength(1_001);
  expect(log.at(-1)).toBe('… and 800 more lines');
});

test('an argument over the limit is refused before anything runs', limits, async () => {
  const run = bench.run('export default () => 1', { input: 'x'.repeat(1_100_000) });
  await expect(run).rejects.toMatchObject({
    code: 'too_large',
    message: 'Plugin "tried" can be given 1024 KB at most.',
  });
});

test('a caller who leaves ends the run at once', limits, async () => {
  const leaving = new AbortController();
  const host = {
    webSearch: async () => {
      leaving.abort();
      return new Promise<never>(() => undefined);
    },
  };
  const options = { ...everything, definition: { timeoutMs: 60_000 }, host, signal: leaving.signal };
  const run = bench.run(`export default () => gaia.webSearch('x')`, options);
  await expect(run).rejects.toMatchObject({ code: 'client_closed' });
  const before = bench.run('export default () => 1', { signal: AbortSignal.abort() });
  await expect(before).rejects.toMatchObject({ code: 'client_closed' });
});

test('more runs than processes wait in line, and a line has an end', limits, async () => {
  const options = { ...everything, definition: { timeoutMs: 10_000 } };
  const gate = Promise.withResolvers<[]>();
  const host = { webSearch: () => gate.promise };
  const all = Array.from({ length: 70 }, () =>
    bench
      .run(`export default async () => (await gaia.webSearch('x'), 1)`, { ...options, host })
      .catch((cause) => cause),
  );
  const refused = await Promise.race(all);
  expect(refused).toBeInstanceOf(AppError);
  expect(refused).toMatchObject({ code: 'queue_full', retryAfterSeconds: 2 });
  gate.resolve([]);
  const ended = await Promise.all(all);
  expect(ended.filter((one) => !(one instanceof AppError))).toHaveLength(68);
});

test('a closed runner refuses', limits, async () => {
  const other = openPluginBench();
  expect((await other.run('export default () => 1', calm)).value).toBe(1);
  await other.close();
  await expect(other.run('export default () => 1', calm)).rejects.toMatchObject({ code: 'internal' });
});
