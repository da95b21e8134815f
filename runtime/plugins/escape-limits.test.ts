import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPluginBench, type PluginBench } from './testing/open-plugin-bench.ts';

let bench: PluginBench;
beforeAll(() => {
  bench = openPluginBench();
});
afterAll(async () => await bench.close());

const body = (code: string) => `export default async (input) => { ${code} }`;

const refused: [name: string, source: string, code: string, sentence: RegExp][] = [
  [
    'an import of Node',
    `import fs from 'node:fs'; export default () => fs`,
    'upstream_failed',
    /"node:fs" can't be imported/,
  ],
  [
    'an import of a file',
    `import x from 'file:///etc/passwd'; export default () => x`,
    'upstream_failed',
    /can't be imported/,
  ],
  ['a dynamic import', body(`return await import('node:child_process')`), 'upstream_failed', /can't be imported/],
  [
    'an import of quickjs itself',
    `import * as std from 'std'; export default () => std`,
    'upstream_failed',
    /"std" can't be imported/,
  ],
  ['a loop without end', body('for (;;) {}'), 'upstream_timeout', /longer than it may \(250 ms\)/],
  ['a loop without end at the top', 'for (;;) {}\nexport default () => 1', 'upstream_timeout', /longer than it may/],
  ['a loop of promises without end', body('for (;;) await null'), 'upstream_timeout', /longer than it may/],
  [
    'promises that multiply',
    body('const f = () => { Promise.resolve().then(f); Promise.resolve().then(f); }; f(); await new Promise(() => {})'),
    '(upstream_timeout|insufficient_resources)',
    /longer than it may|ran out of memory|used up/,
  ],
  [
    'a loop that catches its interruption',
    body('for (;;) { try { for (;;) {} } catch {} finally { continue } }'),
    'upstream_timeout',
    /longer than it may/,
  ],
  [
    'async code that catches its interruption',
    body('for (;;) { try { await (async () => { for (;;) {} })() } catch {} }'),
    'upstream_timeout',
    /longer than it may/,
  ],
  [
    'a pattern that backtracks',
    body(`return /^(a+)+$/.test('a'.repeat(60) + 'b')`),
    'upstream_timeout',
    /longer than it may/,
  ],
  [
    'a sort that never ends',
    body(`return [3, 2, 1].sort(() => { for (;;) {} })`),
    'upstream_timeout',
    /longer than it may/,
  ],
  [
    'a result that loops when read',
    body('return { get a() { for (;;) {} } }'),
    'upstream_timeout',
    /longer than it may/,
  ],
  [
    'an error that loops when read',
    body('throw { get message() { for (;;) {} } }'),
    'upstream_timeout',
    /longer than it may/,
  ],
  [
    'a proxy that loops when read',
    body('return new Proxy({}, { ownKeys() { for (;;) {} } })'),
    'upstream_timeout',
    /longer than it may/,
  ],
  [
    'a huge number of digits',
    body('return String((9n ** 999_999_999n)).length'),
    '(upstream_timeout|insufficient_resources|upstream_failed)',
    /longer than it may|memory|BigInt|range/i,
  ],
  [
    'a promise that nothing settles',
    body('await new Promise(() => {})'),
    'upstream_failed',
    /a promise that nothing will settle/,
  ],
  [
    'memory by an array',
    body('const a = []; for (;;) a.push({ a: a.length, b: [1, 2, 3] })'),
    'insufficient_resources',
    /memory/,
  ],
  [
    'memory by a text',
    body(`let s = 'x'; for (;;) s += s`),
    '(insufficient_resources|upstream_failed)',
    /memory|string too long/,
  ],
  [
    'memory by a buffer',
    body('return new ArrayBuffer(2 ** 30).byteLength'),
    '(insufficient_resources|upstream_failed)',
    /memory|array buffer/,
  ],
  [
    'memory by typed arrays',
    body('const a = []; for (;;) a.push(new Float64Array(100_000).fill(1))'),
    'insufficient_resources',
    /memory/,
  ],
  [
    'memory by closures',
    body('let f = () => 1; const all = []; for (;;) { const g = f; f = () => g; all.push(f, new Map([[f, g]])) }'),
    'insufficient_resources',
    /memory/,
  ],
  [
    'memory by repeat and split',
    body(`const all = []; for (;;) all.push('ab'.repeat(1e5).split('a'))`),
    'insufficient_resources',
    /memory/,
  ],
  ['recursion without end', body('const f = () => f() + 1; return f()'), 'upstream_failed', /stack overflow/],
  [
    'recursion through JSON',
    body('const a = []; let b = a; for (let i = 0; i < 1e5; i++) { b[0] = []; b = b[0]; } return a'),
    '(upstream_failed|insufficient_resources)',
    /stack overflow|memory/,
  ],
  [
    'recursion through a getter',
    body('const o = { get a() { return this.a } }; return o.a'),
    'upstream_failed',
    /stack overflow/,
  ],
  [
    'recursion through a pattern',
    body(`return new RegExp('('.repeat(50_000) + ')'.repeat(50_000)).test('')`),
    '(upstream_failed|insufficient_resources)',
    /stack|memory|too many|SyntaxError/,
  ],
  [
    'a source nested too deep',
    `export default () => ${'['.repeat(50_000)}${']'.repeat(50_000)}`,
    '(upstream_failed|insufficient_resources)',
    /./,
  ],
  ['a huge result', body(`return 'x'.repeat(2_000_000)`), 'insufficient_resources', /returned 1954 KB/],
  ['a huge error', body(`throw new Error('x'.repeat(5_000_000))`), 'upstream_failed', /^.{100,2500}$/s],
  ['a circular result', body('const a = {}; a.a = a; return a'), 'upstream_failed', /circular/],
  ['a thrown number', body('throw 7'), 'upstream_failed', /threw 7/],
  ['a thrown symbol', body(`throw Symbol('x')`), 'upstream_failed', /threw a symbol/],
  ['no default export', 'export const run = () => 1', 'upstream_failed', /no default export that is a function/],
  [
    'fetch that is not granted',
    body(`await gaia.fetch('https://a.example/')`),
    'forbidden',
    /may not reach "a\.example"/,
  ],
  [
    'knowledge that is not granted',
    body(`await gaia.searchKnowledge('x')`),
    'forbidden',
    /lacks the capability "knowledge"/,
  ],
  [
    'a web search that is not granted',
    body(`await gaia.webSearch('x')`),
    'forbidden',
    /lacks the capability "webSearch"/,
  ],
  ['a store that is not granted', body(`await gaia.store.get('x')`), 'forbidden', /lacks the capability "keyValue"/],
  [
    'more calls than the line takes',
    body(
      `const all = []; for (let i = 0; i < 400; i++) all.push(gaia.webSearch('x').catch((e) => e)); throw (await Promise.all(all)).at(-1)`,
    ),
    'upstream_failed',
    /300 times/,
  ],
];

test.each(refused)(
  '%s ends the run and nothing else',
  { timeout: 20_000 },
  async (_name, ...[source, code, sentence]) => {
    const failure = await bench
      .run(source, { definition: { memoryMegabytes: 16, timeoutMs: code.includes('timeout') ? 250 : 4_000 } })
      .then(
        ({ value }) => ({ code: 'none', message: JSON.stringify(value) }),
        (cause: { code: string; message: string }) => cause,
      );
    expect(failure.code).toMatch(new RegExp(`^${code}$`));
    expect(failure.message).toMatch(sentence);
  },
);

test('after all of that, runs work and know nothing of the ones before', { timeout: 20_000 }, async () => {
  await bench.run(`globalThis.left = 1; Array.prototype.left = 2; export default () => (gaia.log('x'), 1)`);
  const { value, log } = await bench.run('export default () => [typeof left, [].left ?? null]');
  expect(value).toEqual(['undefined', null]);
  expect(log).toEqual([]);
});

test('a run that is killed leaves the runs beside it alone', { timeout: 20_000 }, async () => {
  const bad = Array.from({ length: 2 }, () => bench.run(body('for (;;) {}')).catch((cause: Error) => cause.message));
  const slow = { definition: { timeoutMs: 5_000 }, capabilities: { webSearch: true } };
  const good = bench.run(
    body(`let n = 0; for (let i = 0; i < 5; i++) n += (await gaia.webSearch('x')).length; return n`),
    {
      ...slow,
      host: {
        webSearch: async (query) => {
          await Promise.race(bad);
          return [{ title: query, url: '', snippet: '' }];
        },
      },
    },
  );
  expect((await good).value).toBe(5);
  for (const message of await Promise.all(bad)) expect(message).toMatch(/longer than it may/);
});
