import { expect, test } from 'vitest';
import { readDocument } from './read-document.ts';

test('JSON and YAML are read alike', () => {
  expect(readDocument('{"a":[1,true,null]}')).toEqual({ a: [1, true, null] });
  expect(readDocument('a: [1, true, null]')).toEqual({ a: [1, true, null] });
  expect(readDocument('{ a: 1 }')).toEqual({ a: 1 });
  expect(readDocument('base: &b {x: 1}\nother: *b')).toEqual({ base: { x: 1 }, other: { x: 1 } });
});

test('text that is neither says why', () => {
  expect(() => readDocument('a: [1,')).toThrow(/can't be read as JSON or YAML/);
  expect(() => readDocument('a: 1\na: 2')).toThrow(/unique/);
});

test('an alias bomb is refused at once', () => {
  const lines = Array.from({ length: 12 }, (_, level) => {
    const before = level === 0 ? '"lol"' : `*a${level - 1}`;
    return `a${level}: &a${level} [${Array(9).fill(before).join(', ')}]`;
  });
  const startedAt = performance.now();
  expect(() => readDocument(lines.join('\n'))).toThrow(/alias/i);
  expect(performance.now() - startedAt).toBeLessThan(2_000);
});

test('a part that contains itself is refused', () => {
  expect(() => readDocument('a: &a { b: *a }')).toThrow();
});

test('text that is too deep is refused, as JSON and as YAML', () => {
  expect(() => readDocument(`${'['.repeat(5_000)}${']'.repeat(5_000)}`)).toThrow(/100 levels/);
  expect(() => readDocument(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`)).toThrow(/deep/);
  expect(() => readDocument(`x: ${'['.repeat(20_000)}`)).toThrow(/deep|JSON or YAML/);
});

test('text that is too long, and more values than fit, are refused', () => {
  expect(() => readDocument('x'.repeat(4 * 1024 * 1024 + 1))).toThrow(/limit/);
  expect(() => readDocument(`a: ${'x'.repeat(800_000)}`)).toThrow(/save it as JSON/);
  expect(() => readDocument(`[${'1,'.repeat(600_000)}1]`)).toThrow(/more than 500000 values/);
});

test('a key that names the prototype is dropped', () => {
  const read = readDocument('{"__proto__":{"bad":1},"a":{"__proto__":2}}') as Record<string, unknown>;
  expect(Object.keys(read)).toEqual(['a']);
  expect(read.bad).toBeUndefined();
  expect(Object.keys(readDocument('"__proto__": {bad: 1}\nb: 2') as object)).toEqual(['b']);
});
