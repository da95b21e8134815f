import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { readLabels } from './read-labels.ts';

const handbook = new URL('../../docs/handbook/', import.meta.url);

/** Pages of the handbook by their names, each as its paragraphs without line breaks. */
async function readPages(): Promise<Map<string, string[]>> {
  const names = await readdir(handbook);
  const texts = await Promise.all(names.map((name) => readFile(new URL(name, handbook), 'utf8')));
  const paragraphsOf = (text: string) => text.split('\n\n').map((part) => part.split(/\s+/).join(' ').trim());
  return new Map(names.map((name, at) => [name, paragraphsOf(texts[at] ?? '')]));
}

test('every label is word for word what the handbook says now', async () => {
  const pages = await readPages();
  const { questions, sentences } = await readLabels();
  const paragraphs = new Set([...pages.values()].flat());
  const stale = sentences.flatMap(({ passages }) => passages.filter((passage) => !paragraphs.has(passage)));
  expect(stale).toEqual([]);
  const lost = questions.filter(({ document, evidence }) => {
    const text = pages.get(document)?.join(' ') ?? '';
    return text.split(evidence).length !== 2;
  });
  expect(lost).toEqual([]);
});
