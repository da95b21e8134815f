import { describe, expect, it } from 'vitest';
import type { RetrievedChunk, SearchResult } from '#protocol/retrieval/trace.ts';
import { openScriptedEngine } from '#runtime/engine/scripted/open-scripted-engine.ts';
import { attributeAnswer } from './attribute-answer.ts';
import { numbersAgree } from './numbers-agree.ts';
import { splitClaims } from './split-claims.ts';

// Scripted embeddings are equal for equal texts and unrelated for others, so here a claim is supported when it is said
// in the passage's words. Paraphrases are judged with the real model in bench/quality.
const engine = openScriptedEngine({ dimensions: 64 });
const signal = new AbortController().signal;

const nodes =
  'A node dials out to its gateway. It keeps 3 sequences of 1,000 tokens. Its key never leaves the machine.';
const credits =
  'Credits are the unspent part of a deposit.\n\n- Each request lowers the credits.\n- Unused credits can be withdrawn.';

describe('attributeAnswer', () => {
  it('cites the passage of each supported sentence, with offsets and a verbatim quote', async () => {
    const answer = 'Its key never leaves the machine. Credits are the unspent part of a deposit.';
    const { citations, unsupported } = await attribute(answer);
    expect(unsupported).toEqual([]);
    expect(citations).toEqual([
      {
        marker: 1,
        chunkId: 'chunk-1',
        document: 'nodes.md',
        page: 4,
        quote: 'Its key never leaves the machine.',
        start: 0,
        end: 33,
      },
      expect.objectContaining({ marker: 2, quote: 'Credits are the unspent part of a deposit.', start: 34, end: 76 }),
    ]);
  });

  it('marks a claim that no passage supports', async () => {
    const answer = 'Credits are the unspent part of a deposit. Penguins live in Antarctica.';
    const { citations, unsupported } = await attribute(answer);
    expect(citations).toHaveLength(1);
    expect(unsupported.map(({ start, end }) => answer.slice(start, end))).toEqual(['Penguins live in Antarctica.']);
  });

  it('wants every number of a claim to stand in the passage', () => {
    const passage = 'It keeps 3 sequences of 1,000 tokens for twelve hours at 2.5 %.';
    for (const claim of ['three sequences', '1000 tokens', '12 hours', '2.5 percent', 'no number']) {
      expect(numbersAgree(claim, passage), claim).toBe(true);
    }
    for (const claim of ['4 sequences', '100 tokens', '25 percent', 'in 2024']) {
      expect(numbersAgree(claim, passage), claim).toBe(false);
    }
  });

  it('does not support a sentence whose number differs', async () => {
    expect((await attribute('It keeps 3 sequences of 1,000 tokens.')).citations).toHaveLength(1);
    expect((await attribute('It keeps 4 sequences of 1,000 tokens.')).unsupported).toHaveLength(1);
  });

  it('does not support a sentence in the words of a passage that denies it', async () => {
    const passages = [{ text: 'A rollback needs no download.' }];
    expect((await attribute('A rollback needs no download.', passages)).citations).toHaveLength(1);
    expect((await attribute('A rollback needs a download.', passages)).unsupported).toHaveLength(1);
  });

  it('neither cites nor marks greetings, questions, headings, introductions, admissions and code', async () => {
    const answer = [
      'Hello! Sure, here is what I found.',
      '## Nodes and credits',
      'The facts are these:',
      'I could not find anything about penguins.',
      '```sh',
      'node penguin.js --sequences 99. Not a sentence.',
      '```',
      'Do you want to know more about nodes?',
    ].join('\n');
    expect(await attribute(answer)).toEqual({ citations: [], unsupported: [] });
  });

  it('reads lists line by line, without their marks, and ignores markers the model wrote', async () => {
    const answer =
      '1. Its key never leaves the machine [1].\n2. Unused credits can be withdrawn.\n* Penguins swim fast.';
    const { citations, unsupported } = await attribute(answer);
    expect(citations.map(({ start, end }) => answer.slice(start, end))).toEqual([
      'Its key never leaves the machine [1].',
      'Unused credits can be withdrawn.',
    ]);
    expect(citations[1]).toMatchObject({ marker: 2, quote: 'Unused credits can be withdrawn.' });
    expect(unsupported.map(({ start, end }) => answer.slice(start, end))).toEqual(['Penguins swim fast.']);
  });

  it('counts offsets in UTF-16 units, across line breaks, behind emoji and before an unfinished code block', () => {
    const answer = '👩‍🚀 Its key never\nleaves the machine. Dr. Smith uses e.g. nodes.\n```\nunfinished code';
    expect(splitClaims(answer)).toEqual([
      { start: 0, end: 39, text: '👩‍🚀 Its key never\nleaves the machine.' },
      { start: 40, end: 66, text: 'Dr. Smith uses e.g. nodes.' },
    ]);
  });

  it('cuts long quotes at words, around what the claim says', async () => {
    const filler = 'and so on with many other words that say little '.repeat(8);
    const sentence = `It began ${filler}until the quick brown walrus counted every coin at midnight.`;
    const { citations } = await attribute(sentence, [{ text: sentence }]);
    expect(citations[0]?.quote.length).toBeLessThanOrEqual(200);
    expect(sentence).toContain(citations[0]?.quote);
    expect(citations[0]?.quote).toMatch(/quick brown walrus counted every coin at midnight/);
    expect(sentence).toMatch(new RegExp(`(?:^|\\s)${citations[0]?.quote.slice(0, 20)}`));
  });

  it('names the chunk of a joined passage that holds the quote', async () => {
    const search = makeSearch([{ text: nodes }]);
    const [first] = search.candidates;
    const parts = nodes
      .split('. ')
      .map((text, index) => ({ ...first, text, chunkId: `part-${index}`, pageStart: index }));
    const joined = { ...search, candidates: parts as RetrievedChunk[] };
    for (const passage of joined.passages) passage.chunkIds = parts.map((part) => part.chunkId);
    const answer = 'Its key never leaves the machine.';
    const { citations } = await attributeAnswer({ engine }, { answer, search: joined, embeddingModelId: 'e' }, signal);
    expect(citations[0]).toMatchObject({ chunkId: 'part-2', page: 2 });
  });

  it('takes an empty answer and a search without passages', async () => {
    expect(await attribute('')).toEqual({ citations: [], unsupported: [] });
    const { citations, unsupported } = await attribute('Its key never leaves the machine.', []);
    expect(citations).toEqual([]);
    expect(unsupported).toEqual([{ start: 0, end: 33 }]);
  });
});

function attribute(answer: string, passages: { text: string }[] = [{ text: nodes }, { text: credits }]) {
  return attributeAnswer({ engine }, { answer, search: makeSearch(passages), embeddingModelId: 'e' }, signal);
}

function makeSearch(passages: { text: string }[]): SearchResult {
  const documents = ['nodes.md', 'credits.md'];
  return {
    query: 'What about nodes?',
    candidates: passages.map(({ text }, index) => ({
      chunkId: `chunk-${index + 1}`,
      documentName: documents[index] ?? '',
      documentSha256: 'a'.repeat(64),
      headingPath: [],
      pageStart: 4,
      pageEnd: 5,
      ordinal: index,
      startOffset: 0,
      endOffset: text.length,
      text,
      tokenCount: 20,
      scores: { dense: 0.5, denseRank: 1, text: 1, textRank: 1, fused: 0.1 },
    })),
    evidence: { strength: 1, threshold: 0.3, isSufficient: true, reason: 'Given.' },
    passages: passages.map(({ text }, index) => ({
      marker: index + 1,
      chunkIds: [`chunk-${index + 1}`],
      documentName: documents[index] ?? '',
      text,
      tokenCount: 20,
    })),
    timesMs: { embed: 0, dense: 0, text: 0, fuse: 0, total: 0 },
  };
}
