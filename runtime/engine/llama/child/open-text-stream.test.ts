import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openTextStream } from './open-text-stream.ts';

/** One token a byte, the hardest case. */
const fromBytes = (tokens: number[]) => Buffer.from(tokens).toString('utf8');

describe('openTextStream', () => {
  it('gives a character when its last byte has come', () => {
    const stream = openTextStream(fromBytes);
    const pieces = [...Buffer.from('a€b', 'utf8')].map((byte) => stream.push(byte));
    expect(pieces).toEqual(['a', '', '', '€', 'b']);
    expect(stream.rest()).toBe('');
  });

  it('gives the whole text in whole characters for every text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const stream = openTextStream(fromBytes);
        const pieces = [...Buffer.from(text, 'utf8')].map((byte) => stream.push(byte));
        expect(pieces.join('') + stream.rest()).toBe(text);
        expect(pieces.every((piece) => piece.isWellFormed())).toBe(true);
      }),
    );
  });

  it('does not hold bytes that will never be a character, nor spoil the character after them', () => {
    const stream = openTextStream(fromBytes);
    const noise = Array.from({ length: 20 }, () => 0xff);
    const text = [...noise, ...Buffer.from('é', 'utf8')].map((byte) => stream.push(byte)).join('') + stream.rest();
    expect(text).toMatch(/^\uFFFD+é$/);
  });
});
