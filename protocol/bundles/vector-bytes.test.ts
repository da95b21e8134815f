import { expect, test } from 'vitest';
import { bytesToVector, vectorToBytes } from './vector-bytes.ts';

test('vectors survive the way through little-endian bytes', () => {
  const vector = Float32Array.of(0.25, -1, 1e-8);
  const bytes = vectorToBytes(vector);
  expect([...bytes.subarray(0, 4)]).toEqual([0, 0, 0x80, 0x3e]);
  expect(bytesToVector(bytes, 3)).toEqual(vector);
});

test('wrong lengths and what is no number are refused', () => {
  expect(() => bytesToVector(new Uint8Array(11), 3)).toThrow('11 bytes');
  expect(() => bytesToVector(vectorToBytes(Float32Array.of(Number.NaN)), 1)).toThrow('no number');
});
