import { beforeEach, describe, expect, it } from 'vitest';
import { type RetrievalSettings, retrievalSettingsSchema } from '#protocol/manifests/agent-manifest.ts';
import { searchResultSchema } from '#protocol/retrieval/trace.ts';
import { openScriptedEngine } from '#runtime/engine/scripted/open-scripted-engine.ts';
import { openMemoryStore } from '#runtime/knowledge/memory/open-memory-store.ts';
import type { StoredPassage } from '#runtime/knowledge/vector-store.ts';
import { searchKnowledge } from './search-knowledge.ts';

const fingerprint = {
  model: 'scripted',
  sha256: 'a'.repeat(64),
  dimensions: 16,
  pooling: 'mean' as const,
  queryPrefix: '',
  documentPrefix: '',
  distance: 'cosine' as const,
};
const signal = new AbortController().signal;
const engine = openScriptedEngine({ dimensions: 16 });
const store = openMemoryStore();

beforeEach(async () => {
  for (const name of await store.listCollections()) await store.dropCollection(name);
  for (const name of ['one', 'two']) await store.createCollection(name, { dimensions: 16 });
});

describe('searchKnowledge', () => {
  it('finds the passage that says it, with scores and times of each stage', async () => {
    await put('one', 'Nodes dial out to a gateway.', 'Credits are the unspent part of a deposit.');
    const result = await search('What are credits?');
    expect(searchResultSchema.parse(result)).toEqual(result);
    expect(result.candidates[0]).toMatchObject({ text: 'Credits are the unspent part of a deposit.' });
    expect(result.candidates[0]?.scores).toMatchObject({ textRank: 1, dense: expect.any(Number) });
    expect(result.passages[0]).toMatchObject({ marker: 1, documentName: 'book.md' });
    expect(result.timesMs.total).toBeGreaterThanOrEqual(result.timesMs.embed);
  });

  it('fuses by reciprocal rank with k = 60 over all collections', async () => {
    await put('one', 'What are credits?', 'Something else entirely.');
    await put('two', 'Credits, in another collection.');
    const { candidates } = await search('What are credits?', { collections: ['one', 'two'] });
    expect(candidates[0]?.scores).toMatchObject({ denseRank: 1, textRank: 1, fused: 2 / 61 });
    const other = candidates.find((chunk) => chunk.text.includes('another'));
    expect(other?.scores.fused).toBeCloseTo(1 / (60 + (other?.scores.denseRank ?? 0)) + 1 / 61, 10);
    expect(candidates.map((chunk) => chunk.scores.denseRank).sort()).toEqual([1, 2, 3]);
  });

  it('keeps one of several chunks with the same text', async () => {
    await put('one', 'Credits are deposits.', 'credits  are\nDEPOSITS.');
    await put('two', 'Credits are deposits.');
    const { candidates } = await search('credits', { collections: ['one', 'two'] });
    expect(candidates).toHaveLength(1);
  });

  it('joins neighbours into one passage, in order, with the overlap said once', async () => {
    await putOne('one', 'Far away.', { ordinal: 90 });
    await put('one', 'Alpha credits one two', 'one two three credits', 'four credits five.');
    const { passages } = await search('credits', { passages: 2 });
    expect(passages[0]?.text).toBe('Alpha credits one two three credits four credits five.');
    expect(passages[0]?.chunkIds).toHaveLength(3);
  });

  it('keeps to the number of passages and to the token budget', async () => {
    const texts = Array.from({ length: 30 }, (_, index) => `Credits, case ${index}.`);
    for (const [index, text] of texts.entries()) await putOne('one', text, { ordinal: index * 2, tokenCount: 90 });
    const { passages } = await search('credits', { passages: 5, passageTokenBudget: 300 });
    expect(passages.map((passage) => passage.marker)).toEqual([1, 2, 3]);
    expect((await search('credits', { passages: 2, passageTokenBudget: 300 })).passages).toHaveLength(2);
  });

  it('cuts a first chunk larger than the whole budget at a sentence', async () => {
    const text = `${'Credits are here. '.repeat(50)}`.trim();
    await putOne('one', text, { tokenCount: 200 });
    const { passages } = await search('credits', { passageTokenBudget: 100 });
    expect(passages).toHaveLength(1);
    expect(passages[0]?.text.length).toBeLessThan(text.length * 0.51);
    expect(passages[0]?.text).toMatch(/here\.$/);
    expect(passages[0]?.tokenCount).toBe(100);
  });

  it('says that there is no evidence in an empty collection, and none in no collection', async () => {
    for (const collections of [['one'], []]) {
      const result = await search('credits', { collections });
      expect(result).toMatchObject({ candidates: [], passages: [], evidence: { strength: 0, isSufficient: false } });
      expect(result.evidence.reason).toBe('The knowledge holds no passage.');
    }
  });

  it('judges evidence by cosine and shared words against the threshold', async () => {
    await put('one', 'What are credits?', 'Nodes dial out.');
    const same = await search('What are credits?', { evidenceThreshold: 0.9 });
    expect(same.evidence).toMatchObject({ isSufficient: true, threshold: 0.9 });
    expect(same.evidence.strength).toBeCloseTo(1, 5);
    const foreign = await search('Penguins of Antarctica?', { evidenceThreshold: 0.9 });
    expect(foreign.evidence.isSufficient).toBe(false);
    expect(foreign.evidence.reason).toMatch(
      /holds 0 of 2 content words; strength 0\.\d\d is below the threshold 0\.90/,
    );
  });

  it('takes a question longer than the model reads', async () => {
    await put('one', 'Credits are deposits.');
    const result = await search(`${'Please tell me about credits. '.repeat(600)}`);
    expect(result.candidates[0]?.text).toBe('Credits are deposits.');
  });

  it('refuses an empty question, a foreign fingerprint and an unknown collection', async () => {
    await expect(search('  ')).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(search('x', { collections: ['gone'] })).rejects.toMatchObject({ code: 'not_found' });
    const call = searchKnowledge(
      { engine, store },
      { ...input('x', {}), fingerprint: { ...fingerprint, dimensions: 8 } },
      signal,
    );
    await expect(call).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('16 dimensions') });
  });

  it('stops when the signal says so', async () => {
    const call = searchKnowledge({ engine, store }, input('x', {}), AbortSignal.abort());
    await expect(call).rejects.toThrow();
  });

  it('works with full text switched off', async () => {
    await put('one', 'Credits are deposits.');
    const { candidates } = await search('credits', { textLimit: 0 });
    expect(candidates[0]?.scores).toMatchObject({ text: null, textRank: null });
  });
});

type Changes = Partial<RetrievalSettings> & { collections?: string[] };

function input(query: string, { collections = ['one'], ...settings }: Changes) {
  const embeddingModelId = fingerprint.sha256;
  return { collections, embeddingModelId, fingerprint, query, settings: retrievalSettingsSchema.parse(settings) };
}

function search(query: string, changes: Changes = {}) {
  return searchKnowledge({ engine, store }, input(query, changes), signal);
}

/** Consecutive chunks of one document; a chunk that repeats the end of the one before overlaps it. */
async function put(collection: string, ...texts: string[]): Promise<void> {
  let startOffset = 0;
  for (const [ordinal, text] of texts.entries()) {
    const next = texts[ordinal + 1] ?? '';
    const overlap = [...text].findIndex((_, index) => next !== '' && next.startsWith(text.slice(index)));
    await putOne(collection, text, { ordinal, startOffset, endOffset: startOffset + text.length });
    startOffset += overlap > 0 ? overlap : text.length + 1;
  }
}

let nextId = 1;

async function putOne(collection: string, text: string, place: Partial<StoredPassage>): Promise<void> {
  const id = (nextId++).toString(16).padStart(32, '0');
  const { vectors } = await engine.embed({ modelId: 'any', inputs: [text.slice(0, 400)], priority: 'ingest' }, signal);
  const passage = {
    text,
    tokenCount: 10,
    documentName: 'book.md',
    documentSha256: collection.padEnd(64, '0'),
    ordinal: 0,
    headingPath: [],
    pageStart: null,
    pageEnd: null,
    startOffset: 0,
    endOffset: text.length,
    ...place,
  };
  await store.upsert(collection, [{ id, vector: vectors[0] ?? new Float32Array(16), passage }]);
}
