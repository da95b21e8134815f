import { expect, test } from 'vitest';
import { readArguments } from './read-arguments.ts';

const row = (name: string, type: 'string' | 'integer' | 'boolean' | 'object', text: string) => ({
  row: { name, type },
  text,
});

test('texts become the values that their arguments take, and what is empty is left out', () => {
  expect(
    readArguments([
      row('a', 'string', '5'),
      row('b', 'integer', '5'),
      row('c', 'boolean', 'true'),
      row('d', 'object', '{"x":[1]}'),
      row('e', 'integer', ' '),
    ]),
  ).toEqual({ values: { a: '5', b: 5, c: true, d: { x: [1] } } });
});

test('a value that is not what it should be is named', () => {
  expect(readArguments([row('b', 'integer', '"5"')])).toEqual({ wrong: 'b' });
  expect(readArguments([row('d', 'object', '{x}')])).toEqual({ wrong: 'd' });
});
