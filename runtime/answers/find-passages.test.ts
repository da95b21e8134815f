import { expect, test } from 'vitest';
import { AppError } from '#protocol/errors.ts';
import type { HostedAnswer } from '#protocol/hosted/hosted-search.ts';
import { openTestApp } from '#runtime/testing/open-test-app.ts';
import { testManifest } from '#runtime/testing/test-manifest.ts';
import { findPassages } from './find-passages.ts';

const reference = { name: 'Bees', deedId: '7', gateway: 'https://gateway.example' };
const chunk = {
  ...{
    chunkId: 'c'.repeat(32),
    documentName: 'bees.md',
    documentSha256: 'd'.repeat(64),
    headingPath: [],
    pageStart: 3,
  },
  ...{ pageEnd: 3, ordinal: 0, startOffset: 0, endOffset: 9, text: 'Bees hum.', tokenCount: 2 },
  scores: { dense: 0.9, denseRank: 1, text: 2, textRank: 1, fused: 2 / 61 },
};
const answer: HostedAnswer = {
  name: 'Bees',
  passages: [{ marker: 1, chunkIds: [chunk.chunkId], documentName: 'bees.md', text: chunk.text, tokenCount: 2 }],
  chunks: [chunk],
  evidence: { strength: 0.9, threshold: 0.35, isSufficient: true, reason: 'near' },
  coverage: { handedOut: 1, limit: 2 },
};
const away = new AppError('node_offline', '“Bees” (deed 7) is searched on its creator’s node, which is away.');

async function find(input: { ends: (HostedAnswer | AppError)[]; hasOwn: boolean; question?: string }) {
  const { engine, store } = await openTestApp();
  const ends = [...input.ends];
  const hosted = {
    search: async () => {
      const end = ends.shift();
      if (!end || end instanceof AppError) throw end ?? away;
      return end;
    },
  };
  const { manifest } = testManifest({ hosted: input.ends.map(() => reference) });
  const agent = { manifest, collections: input.hasOwn ? ['bundle-credits'] : [] };
  const messages = [{ role: 'user' as const, content: input.question ?? 'Credits are the unspent part of a deposit.' }];
  const deps = { engine, store, hosted } as unknown as Parameters<typeof findPassages>[0];
  return findPassages(deps, { agent, messages, signal: new AbortController().signal });
}

test('own knowledge and that on creators’ nodes are one result, best first, numbered anew', async () => {
  const found = await find({ ends: [answer], hasOwn: true });
  expect(found?.evidence.isSufficient).toBe(true);
  const texts = found?.passages.map(({ text }) => text) ?? [];
  expect(texts).toEqual(expect.arrayContaining(['Bees hum.', 'Credits are the unspent part of a deposit.']));
  expect(found?.passages.map(({ marker }) => marker)).toEqual(texts.map((_, at) => at + 1));
  expect(found?.notes).toBeUndefined();
});

test('a creator’s node that is away leaves a note beside own knowledge, and fails the question without any', async () => {
  const found = await find({ ends: [away], hasOwn: true });
  expect(found?.notes).toEqual([away.message]);
  expect(found?.passages[0]?.text).toBe('Credits are the unspent part of a deposit.');
  await expect(find({ ends: [away, away], hasOwn: false })).rejects.toBe(away);
  expect((await find({ ends: [away, answer], hasOwn: false }))?.passages).toHaveLength(1);
});

test('what is no evidence anywhere is none', async () => {
  const none = { ...answer, passages: [], chunks: [], evidence: { ...answer.evidence, isSufficient: false } };
  expect(await find({ ends: [none], hasOwn: false })).toMatchObject({
    passages: [],
    evidence: { isSufficient: false },
  });
});
