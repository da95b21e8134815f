import { expect, test } from 'vitest';
import { parseRange } from './parse-range.ts';

test('a range names bytes from, to, or at the end; both ends are included', () => {
  expect(parseRange('bytes=0-9', 100)).toEqual({ start: 0, end: 9 });
  expect(parseRange('bytes=90-', 100)).toEqual({ start: 90, end: 99 });
  expect(parseRange('bytes=90-500', 100)).toEqual({ start: 90, end: 99 });
  expect(parseRange('bytes=-10', 100)).toEqual({ start: 90, end: 99 });
  expect(parseRange('bytes=-500', 100)).toEqual({ start: 0, end: 99 });
});

test('no range, several ranges and other units are answered in full', () => {
  for (const header of [undefined, 'bytes=0-1,5-6', 'lines=1-2', 'bytes=-', ''])
    expect(parseRange(header, 100)).toBeNull();
});

test('a range outside the content is refused', () => {
  for (const header of ['bytes=100-', 'bytes=9-3', 'bytes=-0'])
    expect(() => parseRange(header, 100)).toThrow(/outside/);
});
