import type { StoredPoint } from '#runtime/knowledge/vector-store.ts';

const dimensions = 384;
const clusters = 400;
const vocabulary = 30_000;
const wordsPerChunk = 90;

/** Points and questions that look like a knowledge base's and are the same in every run. */
export interface Synthetic {
  points(count: number): Generator<StoredPoint>;
  /** A vector near a stored one, and words of that chunk. */
  question(number: number, count: number): { vector: Float32Array; text: string };
}

/** Seeded texts with Zipf's word frequencies and unit vectors in clusters. */
export function makeSynthetic(): Synthetic {
  const centres = Array.from({ length: clusters }, (_, index) => gaussian(mulberry(index + 1)));
  const words = Array.from({ length: vocabulary }, (_, index) => makeWord(mulberry(index + 7_000_000)));

  const vectorOf = (number: number, spread: number, seed: number) => {
    const random = mulberry(number * 7 + seed);
    const centre = centres[number % clusters] ?? new Float32Array(dimensions);
    return normalise(gaussian(random).map((value, index) => (centre[index] ?? 0) + spread * value));
  };
  const wordsOf = (number: number) => {
    const random = mulberry(number + 50_000_000);
    return Array.from({ length: wordsPerChunk }, () => words[zipf(random)] ?? 'word');
  };

  return {
    *points(count) {
      for (let number = 0; number < count; number += 1) {
        const text = `${wordsOf(number).join(' ')}.`;
        yield { id: toId(number), vector: vectorOf(number, 0.9, 0), passage: toPassage(number, text) };
      }
    },
    question(number, count) {
      const random = mulberry(number + 90_000_000);
      const near = Math.floor(random() * count);
      const own = vectorOf(near, 0.9, 0);
      const noise = normalise(gaussian(random));
      const text = wordsOf(near).slice(10, 18).join(' ');
      return { vector: normalise(own.map((value, index) => value + 0.5 * (noise[index] ?? 0))), text };
    },
  };
}

function toPassage(number: number, text: string): StoredPoint['passage'] {
  return {
    text,
    tokenCount: wordsPerChunk,
    documentName: `document-${Math.floor(number / 100)}.md`,
    documentSha256: 'f'.repeat(64),
    ordinal: number % 100,
    headingPath: ['Chapter'],
    pageStart: null,
    pageEnd: null,
    startOffset: 0,
    endOffset: text.length,
  };
}

function toId(number: number): string {
  return number.toString(16).padStart(32, '0');
}

/** Numbers from 0 to 1 (Mulberry32). */
function mulberry(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function gaussian(random: () => number): Float32Array {
  return Float32Array.from({ length: dimensions }, () => {
    return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  });
}

function normalise(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

/** A word's rank, with a chance of about 1 / rank. */
function zipf(random: () => number): number {
  return Math.min(vocabulary - 1, Math.floor(vocabulary ** random()) - 1);
}

function makeWord(random: () => number): string {
  const syllables = 2 + Math.floor(random() * 3);
  const pick = (letters: string) => letters.charAt(Math.floor(random() * letters.length));
  return Array.from({ length: syllables }, () => pick('bcdfghklmnprstvz') + pick('aeiou')).join('');
}
