import { afterAll, beforeAll, expect, test } from 'vitest';
import { openManualClock } from '#protocol/link/open-manual-clock.ts';
import { newId } from '#protocol/new-id.ts';
import { openHostedSearcher } from '#runtime/hosted/open-hosted-searcher.ts';
import { openTestNode, type TestNode } from '#runtime/link/testing/open-test-node.ts';
import { defaultEmbeddingModel } from '#server/knowledge/embedding/embedding-model.ts';
import { createJoinToken } from '#server/nodes/create-join-token.ts';
import { openTestDatabase, type TestDatabase } from '#server/testing/open-test-database.ts';
import { openTestGateway, type TestGateway } from './testing/open-test-gateway.ts';

const clock = openManualClock(new Date('2026-01-01T00:00:00Z'));
let database: TestDatabase;
let hub: TestGateway;
let creators: TestNode;
let asking: TestNode;
let ownerId: string;

beforeAll(async () => {
  database = await openTestDatabase();
  hub = await openTestGateway({ db: database.db, clock });
  ownerId = await hub.newOwner('Ada');
  creators = await newNode();
  asking = await newNode();
  await sell();
});
afterAll(async () => {
  await asking.close();
  await hub.close();
  await database.close();
});

async function newNode(): Promise<TestNode> {
  const fresh = await openTestNode(clock);
  const { token } = await createJoinToken(hub.deps, { ownerId });
  fresh.link({ gatewayUrl: hub.gateway.url, joinToken: token });
  await hub.until('node.reported', fresh.identity.address);
  return fresh;
}

/** Knowledge under deed 7 that is searched on the creator's node. */
async function sell(): Promise<void> {
  const { fingerprint } = defaultEmbeddingModel();
  const facts = {
    format: 'gaianet.bundle/1',
    kind: 'knowledge',
    name: 'Bees',
    version: 1,
    files: [],
    licence: 'CC0-1.0',
  };
  const part = { documents: 1, chunks: 10, fingerprint, chunking: {}, evidenceThreshold: null };
  const manifest = { ...facts, createdAt: '2026-01-01T00:00:00Z', creator: creators.identity.address, knowledge: part };
  const [componentId, versionId, blobId] = [newId(), newId(), newId()];
  const { id: nodeId } = await database.db.node.findUniqueOrThrow({ where: { address: creators.identity.address } });
  const blob = { id: blobId, ownerId, sha256: 'a'.repeat(64), sizeBytes: 1, mime: 'x/y' };
  const version = { id: versionId, ownerId, number: 1, contentRoot: `0x${'a'.repeat(64)}`, isReady: true, manifest };
  const budget = { dailyQuestions: 0, dailyTokens: 4_096, personQuestions: 1, chunkCount: 10, isHosted: true };
  const trial = { ownerId, versionId, nodeId, modelId: 'smollm2-135m-instruct', state: 'open', ...budget };
  await database.db.component.create({
    data: {
      ...{ id: componentId, ownerId, kind: 'knowledge', name: 'Bees' },
      versions: { create: { ...version, blob: { create: blob } } },
      saleTerms: { create: { ownerId, versionId, choices: {}, state: 'minted', deedId: '7' } },
      trial: { create: trial },
    },
  });
}

function search(query: string) {
  const gateway = hub.gateway.url;
  const webFetch = () => Promise.reject(new Error('no web in this test'));
  const searcher = openHostedSearcher({
    ...{ identity: asking.identity, clock: clock.now, webFetch },
    gatewayOrigin: () => gateway,
  });
  const reference = { name: 'Bees', deedId: '7', gateway };
  return searcher.search(reference, { query, passages: 2 }, new AbortController().signal);
}

test("a search goes from node to gateway and over the link to the creator's node, signed by its controller, and back", async () => {
  const { passages, coverage } = await search('honey');
  expect(passages.map(({ text }) => text)).toEqual(['About honey']);
  expect(coverage).toEqual({ handedOut: 1, limit: 10 });
  await creators.close();
  await hub.until('node.unlinked', creators.identity.address);
  await expect(search('honey')).rejects.toMatchObject({
    code: 'node_offline',
    message: expect.stringMatching(/deed 7/),
  });
});
