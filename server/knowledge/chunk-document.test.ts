import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chunkDocument } from './chunk-document.ts';
import { embeddingText } from './embedding-text.ts';
import { countWords } from './testing/count-words.ts';

const settings = { targetTokens: 32, maxTokens: 48, overlapTokens: 8 };
const documentSha256 = 'ab'.repeat(32);

function chunk(text: string, own: Partial<typeof settings> = {}, hasPages = false) {
  return chunkDocument({
    documentSha256,
    text,
    hasPages,
    settings: { ...settings, ...own },
    countTokens: countWords,
  });
}

test('a chunk carries its heading path, which is embedded and counted with its text', async () => {
  const chunks = await chunk('# Bees\n\nThey fly.\n\n## Honey\n\nThey make **honey**.\n\n# Wasps\n\nThey sting.');
  expect(chunks.map(({ headingPath, text }) => [headingPath, text])).toEqual([
    [['Bees'], 'They fly.'],
    [['Bees', 'Honey'], 'They make **honey**.'],
    [['Wasps'], 'They sting.'],
  ]);
  expect(chunks.map(({ ordinal }) => ordinal)).toEqual([0, 1, 2]);
  const [, second] = chunks;
  expect(second && embeddingText(second)).toBe('Bees › Honey\nThey make **honey**.');
  expect(second?.tokenCount).toBe(11);
});

test('underlined headings count; a heading without anything below it is text', async () => {
  const chunks = await chunk('Bees\n====\n\nThey fly.\n\nHoney\n---\n\nSweet.\n\n# The end');
  expect(chunks.map(({ headingPath, text }) => [headingPath, text])).toEqual([
    [['Bees'], 'They fly.'],
    [['Bees', 'Honey'], 'Sweet.'],
    [[], '# The end'],
  ]);
});

test('short paragraphs share a chunk; long ones are cut between sentences, with overlap', async () => {
  const sentences = Array.from({ length: 12 }, (_, index) => `Sentence number ${index} has six words.`);
  const chunks = await chunk(`One.\n\nTwo.\n\n${sentences.join(' ')}`);
  expect(chunks[0]?.text.startsWith('One.\n\nTwo.\n\nSentence number 0')).toBe(true);
  for (const [index, { text, startOffset, tokenCount }] of chunks.entries()) {
    expect(text).toMatch(/words\.$/);
    expect(tokenCount).toBeLessThanOrEqual(48);
    const previous = chunks[index - 1];
    if (previous) expect(startOffset).toBeLessThan(previous.endOffset);
  }
});

test('code fences and tables stay whole where they fit, and are cut between lines where not', async () => {
  const filler =
    'Words that fill the chunk before it so that the block would not fit any more behind them at all, really not.';
  const code = '```ts\nconst a = 1;\n# not a heading\n\nconst b = 2;\n```';
  const table = '| a | b |\n| --- | --- |\n| 1 | 2 |\n| 3 | 4 |';
  const chunks = await chunk(`${filler}\n\n${code}\n\n${filler}\n\n${table}`, { overlapTokens: 0 });
  expect(chunks.map(({ text }) => text)).toEqual([filler, code, filler, table]);

  const rows = Array.from({ length: 20 }, (_, index) => `| row ${index} | value |`);
  const cut = await chunk(rows.join('\n'), { overlapTokens: 0 });
  expect(cut.length).toBeGreaterThan(2);
  expect(cut.map(({ text }) => text).join('\n')).toBe(rows.join('\n'));
});

test('pages are those that the text covers', async () => {
  const filler = 'This sentence fills the first page with more words than one chunk can hold together with the next. ';
  const chunks = await chunk(`${filler.repeat(2)}\n\n\fSecond page.\n\n\fThird page.`, { overlapTokens: 0 }, true);
  expect(chunks.map(({ pageStart, pageEnd }) => [pageStart, pageEnd])).toEqual([
    [1, 1],
    [1, 3],
  ]);
});

test('equal passages have ids of their own; the same input has the same chunks', async () => {
  const text = '# A\n\nSame.\n\n# A\n\nSame.';
  const chunks = await chunk(text);
  expect(new Set(chunks.map(({ id }) => id)).size).toBe(2);
  expect(await chunk(text)).toEqual(chunks);
});

test('a word longer than any chunk is cut, never inside a character', async () => {
  const text = '😀'.repeat(500);
  const chunks = await chunk(text, { overlapTokens: 0 });
  expect(chunks.length).toBeGreaterThan(10);
  for (const one of chunks) {
    expect(one.tokenCount).toBeLessThanOrEqual(48);
    expect(one.text.isWellFormed()).toBe(true);
  }
  expect(chunks.map((one) => one.text).join('')).toBe(text);
});

const words = fc.array(fc.constantFrom('alpha', 'beta', 'gamma.', 'delta', 'ε', '😀', 'x'.repeat(30), '|', '`'), {
  minLength: 1,
  maxLength: 80,
});
const line = fc
  .tuple(fc.constantFrom('', '# ', '## ', '- ', '1. ', '```', '| ', '    ', '\f'), words)
  .map(([mark, list]) => mark + list.join(' '));
const markdown = fc.array(line, { maxLength: 20 }).map((lines) => lines.join('\n\n'));

test('for any text: offsets are exact, nothing is too long, nothing but headings is lost, ids are unique', async () => {
  await fc.assert(
    fc.asyncProperty(markdown, async (text) => {
      const chunks = await chunk(text);
      const covered = new Uint8Array(text.length);
      for (const one of chunks) {
        expect(one.text).toBe(text.slice(one.startOffset, one.endOffset));
        expect(one.text.trim()).toBe(one.text);
        const [count] = await countWords([embeddingText(one)]);
        expect(one.tokenCount).toBe(count);
        expect(one.tokenCount).toBeLessThanOrEqual(settings.maxTokens);
        covered.fill(1, one.startOffset, one.endOffset);
      }
      const lost = Array.from(text, (_, index) => index).filter(
        (index) => !covered[index] && /\S/.test(text[index] ?? ' '),
      );
      for (const index of lost) expect(isInHeading(text, index)).toBe(true);
      expect(new Set(chunks.map(({ id }) => id)).size).toBe(chunks.length);
    }),
    { numRuns: 150 },
  );
});

function isInHeading(text: string, index: number): boolean {
  const start = Math.max(text.lastIndexOf('\n', index - 1), text.lastIndexOf('\f', index - 1)) + 1;
  return /^ {0,3}#{1,6}(?:\s|$)/.test(text.slice(start, start + 10));
}
