import { afterEach, describe, expect, it } from 'vitest';
import { retrievalSettingsSchema } from '#protocol/manifests/agent-manifest.ts';
import { openScriptedEngine } from '#runtime/engine/scripted/open-scripted-engine.ts';
import { openMemoryStore } from '#runtime/knowledge/memory/open-memory-store.ts';
import type { StoredPassage } from '#runtime/knowledge/vector-store.ts';
import { calibrateEvidence } from './calibrate-evidence.ts';
import { chooseThreshold } from './choose-threshold.ts';
import { makeOwnQuestion } from './make-own-question.ts';

const signal = new AbortController().signal;
const engine = openScriptedEngine({ dimensions: 128 });
const store = openMemoryStore();
const topics = [
  'gateway',
  'escrow',
  'ledger',
  'plugin',
  'sandbox',
  'voucher',
  'heartbeat',
  'tunnel',
  'manifest',
  'quorum',
];

afterEach(() => store.dropCollection('kb'));

describe('calibrateEvidence', () => {
  it('parts questions made of the knowledge from foreign ones, the same way each time', async () => {
    await fill(topics.length);
    const first = await calibrate();
    expect(first).toEqual(await calibrate());
    expect(first.positives).toHaveLength(topics.length);
    expect(first.negatives.length).toBeGreaterThanOrEqual(40);
    const threshold = first.threshold ?? 0;
    expect(first.positives.filter((strength) => strength >= threshold).length).toBeGreaterThanOrEqual(9);
    expect(first.negatives.filter((strength) => strength < threshold).length).toBeGreaterThanOrEqual(36);
  });

  it('gives no threshold where there is too little text', async () => {
    await fill(3);
    expect(await calibrate()).toEqual({ threshold: null, positives: [], negatives: [] });
  });

  it('says which collection is missing', async () => {
    await expect(calibrate()).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('chooseThreshold', () => {
  it('lies between two groups, nearer to the foreign one', () => {
    expect(chooseThreshold([0.5, 0.6, 0.7], [0.1, 0.2, 0.25])).toBeCloseTo(0.25 + 0.35 * 0.25, 2);
  });

  it('misjudges least where the groups overlap', () => {
    const threshold = chooseThreshold([0.2, 0.45, 0.5, 0.55, 0.6], [0.1, 0.2, 0.3, 0.35, 0.58]);
    expect(threshold).toBeGreaterThan(0.35);
    expect(threshold).toBeLessThanOrEqual(0.45);
  });

  it('stays within bounds and takes empty lists', () => {
    expect(chooseThreshold([0.98], [0.95])).toBe(0.7);
    expect(chooseThreshold([0.05], [0.01])).toBe(0.2);
    expect(chooseThreshold([], [])).toBe(0.2);
  });
});

describe('makeOwnQuestion', () => {
  it('asks with the telling words of one sentence, in their order', () => {
    const one = passage('The node is here. The gateway forwards the voucher of a node to the escrow.');
    const others = Array.from({ length: 5 }, () => ({ passage: passage('A node here.') }));
    expect(makeOwnQuestion(one, others)).toBe('What do I need to know about gateway forwards voucher escrow?');
  });

  it('makes none of a text without words', () => {
    expect(makeOwnQuestion(passage('12 34 … !?'), [])).toBeUndefined();
  });
});

function calibrate() {
  const fingerprint = {
    model: 'scripted',
    sha256: 'a'.repeat(64),
    dimensions: 128,
    pooling: 'mean' as const,
    queryPrefix: '',
    documentPrefix: '',
    distance: 'cosine' as const,
  };
  const settings = retrievalSettingsSchema.parse({});
  return calibrateEvidence(
    { engine, store },
    { collection: 'kb', embeddingModelId: 'e', fingerprint, settings },
    signal,
  );
}

async function fill(count: number): Promise<void> {
  await store.createCollection('kb', { dimensions: 128 });
  const texts = topics.slice(0, count).map((topic) => `Every ${topic} keeps a ${topic}board for ${topic}smiths.`);
  const { vectors } = await engine.embed({ modelId: 'e', inputs: texts, priority: 'ingest' }, signal);
  const points = texts.map((text, index) => ({
    id: index.toString(16).padStart(32, '0'),
    vector: vectors[index] ?? new Float32Array(128),
    passage: passage(text),
  }));
  await store.upsert('kb', points);
}

function passage(text: string): StoredPassage {
  return {
    text,
    tokenCount: 10,
    documentName: 'book.md',
    documentSha256: 'b'.repeat(64),
    ordinal: 0,
    headingPath: [],
    pageStart: null,
    pageEnd: null,
    startOffset: 0,
    endOffset: text.length,
  };
}
