import { expect, it } from 'vitest';
import { searchJson } from './search-json.ts';

const { signal } = new AbortController();

it.each([
  ['a.b', { a: { b: 'text' } }, 'text'],
  ['a', { a: 42 }, '42'],
  ['missing', {}, 'null'],
  ['[?n > `1`].n', [{ n: 1 }, { n: 2 }], '[2]'],
  ['{x: a, y: b}', { a: 1, b: [true, null] }, '{"x":1,"y":[true,null]}'],
])('finds %s', async (expression, value, found) => {
  expect(await searchJson(expression, value, signal)).toBe(found);
});

it('names what is wrong with an expression', async () => {
  await expect(searchJson('a[', {}, signal)).rejects.toThrow(/The JMESPath expression failed: /);
});

it.each([
  ['doubles a list a hundred times', Array.from({ length: 100 }, () => '[@,@][]').join('|')],
  ['nests a list in itself a hundred times', Array.from({ length: 100 }, () => '[@,@]').join('|')],
])('gives up on an expression that %s', async (_what, expression) => {
  await expect(searchJson(expression, 'x'.repeat(100), signal)).rejects.toMatchObject({ code: 'upstream_failed' });
});

it('ends when the caller leaves', async () => {
  const leaving = new AbortController();
  const going = searchJson(Array.from({ length: 30 }, () => '[@,@][]').join('|'), 1, leaving.signal);
  leaving.abort();
  await expect(going).rejects.toMatchObject({ code: 'client_closed' });
});
