import { expect, test } from 'vitest';
import { textAsJson } from './text-as-json.ts';
import { yamlToJson } from './yaml-to-json.ts';

const { signal } = new AbortController();
const read = async (text: string): Promise<unknown> => JSON.parse(await textAsJson(text, signal));

test('YAML becomes JSON; JSON and curl commands stay as they are', async () => {
  expect(await read('a: [1, true, null]')).toEqual({ a: [1, true, null] });
  expect(await read('{ a: 1 }')).toEqual({ a: 1 });
  expect(await read('base: &b {x: 1}\nother: *b')).toEqual({ base: { x: 1 }, other: { x: 1 } });
  expect(await read('a: .inf\nb: 2026-03-01')).toEqual({ a: null, b: '2026-03-01' });
  expect(await textAsJson(' {"a":1}', signal)).toBe(' {"a":1}');
  expect(await textAsJson('$ curl https://x.org', signal)).toBe('$ curl https://x.org');
});

test('text that is neither says why', async () => {
  await expect(read('a: [1,')).rejects.toThrow(/can't be read as JSON or YAML/);
  await expect(read('a: 1\na: 2')).rejects.toThrow(/unique/);
  await expect(read('a: &a { b: *a }')).rejects.toThrow(/contains itself/);
  await expect(read(`x: ${'['.repeat(20_000)}`)).rejects.toThrow(/deep|JSON or YAML/);
});

test('an alias bomb is refused', async () => {
  const lines = Array.from({ length: 12 }, (_, level) => {
    const before = level === 0 ? '"lol"' : `*a${level - 1}`;
    return `a${level}: &a${level} [${Array(9).fill(before).join(', ')}]`;
  });
  await expect(read(lines.join('\n'))).rejects.toThrow(/alias/i);
});

test('a text that takes too long is stopped, and the studio goes on meanwhile', async () => {
  const slow = Array.from({ length: 40_000 }, (_, index) => `k${index}: 1`).join('\n');
  let ticks = 0;
  const timer = setInterval(() => {
    ticks += 1;
  }, 20);
  await expect(yamlToJson(slow, { signal, timeoutMs: 1_000 })).rejects.toMatchObject({ code: 'too_large' });
  clearInterval(timer);
  expect(ticks).toBeGreaterThan(5);
});

test('a request that was given up ends the reading', async () => {
  const gone = new AbortController();
  const reading = yamlToJson('a: 1', { signal: gone.signal });
  gone.abort();
  await expect(reading).rejects.toMatchObject({ code: 'client_closed' });
});
