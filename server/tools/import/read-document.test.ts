import { expect, test } from 'vitest';
import { readDocument } from './read-document.ts';

test('JSON is read, and text that is none says why', () => {
  expect(readDocument('{"a":[1,true,null]}')).toEqual({ a: [1, true, null] });
  expect(() => readDocument('{"a":[1,')).toThrow(/can't be read as JSON/);
});

test('text that is too deep is refused', () => {
  expect(() => readDocument(`${'['.repeat(5_000)}${']'.repeat(5_000)}`)).toThrow(/100 levels/);
  expect(() => readDocument(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`)).toThrow(/deep/);
});

test('text that is too long, and more values than fit, are refused', () => {
  expect(() => readDocument('x'.repeat(4 * 1024 * 1024 + 1))).toThrow(/limit/);
  expect(() => readDocument(`[${'1,'.repeat(600_000)}1]`)).toThrow(/more than 500000 values/);
});

test('a key that names the prototype is dropped', () => {
  const read = readDocument('{"__proto__":{"bad":1},"a":{"__proto__":2}}') as Record<string, unknown>;
  expect(Object.keys(read)).toEqual(['a']);
  expect(read.bad).toBeUndefined();
});
