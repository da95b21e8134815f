import { expect, test } from 'vitest';
import { chunkId, normalText } from './chunk-id.ts';

const place = {
  documentSha256: 'ab'.repeat(32),
  headingPath: ['Guide', 'Start'],
  text: 'Hello  world.',
  occurrence: 0,
};

test('a committed id holds', () => {
  expect(chunkId(place)).toBe('c7ae4539945c30dc6eb914f3bd99344b');
});

test('white space and Unicode form do not change an id; words, headings, document and occurrence do', () => {
  expect(chunkId({ ...place, text: ' Hello\n world. ' })).toBe(chunkId(place));
  expect(normalText('e\u0301')).toBe('\u00e9');
  const others = [
    { ...place, text: 'Hello world' },
    { ...place, headingPath: ['Guide'] },
    { ...place, headingPath: ['Guide Start'] },
    { ...place, documentSha256: 'cd'.repeat(32) },
    { ...place, occurrence: 1 },
  ].map((other) => chunkId(other));
  expect(new Set([...others, chunkId(place)]).size).toBe(6);
});
