import { expect, test } from 'vitest';
import { fitSize } from './fit-size.ts';

test.each([
  [0, 0, 'byte'],
  [812, 812, 'byte'],
  [1_000, 1, 'kilobyte'],
  [4_210, 4.21, 'kilobyte'],
  [999_499, 999.499, 'kilobyte'],
  [999_500, 0.9995, 'megabyte'],
  [98_362_432, 98.362_432, 'megabyte'],
  [4_400_000_000, 4.4, 'gigabyte'],
  [2e15, 2_000, 'terabyte'],
])('%i bytes are %f of a %s', (bytes, value, unit) => {
  expect(fitSize(bytes)).toEqual({ value, unit });
});
