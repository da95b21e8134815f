import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bytesToVector } from '#protocol/bundles/vector-bytes.ts';
import { AppError } from '#protocol/errors.ts';
import { cancelDocument } from '#server/knowledge/cancel-document.ts';
import { createKnowledge } from '#server/knowledge/create-knowledge.ts';
import { deleteDocument } from '#server/knowledge/delete-document.ts';
import { embeddingText } from '#server/knowledge/embedding-text.ts';
import { listChunks } from '#server/knowledge/list-chunks.ts';
import { listDocuments } from '#server/knowledge/list-documents.ts';
import { retryDocument } from '#server/knowledge/retry-document.ts';
import { makePdf } from '#server/knowledge/testing/make-pdf.ts';
import { fakeVector } from '#server/knowledge/testing/open-fake-node.ts';
import { addNode, type KnowledgeDeps, openKnowledgeDeps } from '#server/knowledge/testing/open-knowledge-deps.ts';
import { updateSettings } from '#server/knowledge/update-settings.ts';

let deps: KnowledgeDeps;
let place: { ownerId: string; knowledgeId: string };

beforeAll(async () => {
  deps = await openKnowledgeDeps();
});
afterAll(() => deps.close());
beforeEach(async () => {
  await deps.database.clear();
  deps.node.before = () => Promise.resolve();
  deps.node.embedded.length = 0;
  deps.node.requests.length = 0;
  const { ownerId } = await deps.newOwner();
  const { id } = await createKnowledge(deps, { ownerId, name: 'Bees' });
  place = { ownerId, knowledgeId: id };
});

const sections = (count: number) =>
  Array.from({ length: count }, (_, index) => `## Part ${index}\n\nBees of part ${index} make honey.`).join('\n\n');

async function only() {
  const { documents } = await listDocuments(deps, place);
  expect(documents).toHaveLength(1);
  return documents[0];
}

describe('a document becomes searchable', () => {
  test('file, text, passages, vectors: every passage once, with the vector of what is embedded of it', async () => {
    const documentId = await deps.add(place, 'bees.md', `# Bees\n\n${sections(70)}`);
    expect(await only()).toMatchObject({ state: 'queued', name: 'bees.md', progress: { done: 0, total: 0 } });
    await deps.runJobs();
    expect(await only()).toMatchObject({ state: 'ready', title: 'Bees', chunks: 70, error: null, progress: null });

    const { chunks } = await listChunks(deps, { ownerId: place.ownerId, documentId });
    expect(chunks.map(({ ordinal }) => ordinal)).toEqual(Array.from({ length: 70 }, (_, index) => index));
    expect(deps.node.embedded.map((texts) => texts.length).toSorted((a, b) => b - a)).toEqual([32, 32, 6]);
    const row = await deps.db.chunk.findFirstOrThrow({ where: { documentId, ordinal: 40 }, include: { vector: true } });
    const expected = fakeVector(embeddingText(row));
    expect(bytesToVector(row.vector?.vector ?? new Uint8Array(), 384)).toEqual(expected);
  });

  test('pages of a PDF are those of its passages', async () => {
    const pdf = makePdf([[{ text: 'First page about bees.' }], [{ text: 'Second page about wasps.' }]]);
    const documentId = await deps.add(place, 'bees.pdf', pdf);
    await deps.runJobs();
    expect(await only()).toMatchObject({ state: 'ready', pageCount: 2 });
    const { chunks } = await listChunks(deps, { ownerId: place.ownerId, documentId });
    expect(chunks).toMatchObject([{ pageStart: 1, pageEnd: 2 }]);
  });

  test('other chunk sizes cut the text again and embed only what is new', async () => {
    await deps.add(place, 'bees.md', sections(3));
    await deps.runJobs();
    const calls = deps.node.embedded.length;
    const chunking = { targetTokens: 64, maxTokens: 100, overlapTokens: 8 };
    const retrieval = {
      queryMessages: 1,
      denseLimit: 50,
      textLimit: 50,
      passages: 3,
      passageTokenBudget: 400,
      evidenceThreshold: 0.35,
    };
    expect(await updateSettings(deps, { ...place, chunking, retrieval })).toEqual({ queuedDocuments: 1 });
    await deps.runJobs();
    expect(await only()).toMatchObject({ state: 'ready', chunks: 3 });
    expect(deps.node.embedded.length).toBe(calls);
    const wrong = { ...chunking, targetTokens: 101 };
    await expect(updateSettings(deps, { ...place, chunking: wrong, retrieval })).rejects.toThrow('must not be above');
  });
});

describe('a document that fails', () => {
  test('says why in a sentence, and can be read again', async () => {
    const documentId = await deps.add(place, 'locked.pdf', makePdf([[{ text: 'x' }]], { isEncrypted: true }));
    await deps.runJobs();
    expect(await only()).toMatchObject({
      state: 'failed',
      error: { code: 'unreadable_document', message: expect.stringContaining('is encrypted with a password') },
    });
    await retryDocument(deps, { ownerId: place.ownerId, documentId });
    expect(await only()).toMatchObject({ state: 'queued', error: null });
    await expect(retryDocument(deps, { ownerId: place.ownerId, documentId })).rejects.toMatchObject({
      code: 'conflict',
    });
    await deps.runJobs();
    expect(await only()).toMatchObject({ state: 'failed' });
  });

  test('waits for a node, says so, and goes on when one is there', async () => {
    await deps.db.node.updateMany({ data: { gatewayId: null } });
    await deps.add(place, 'bees.md', sections(2));
    expect(await deps.runJobs()).toBe(1);
    expect(await only()).toMatchObject({
      state: 'chunking',
      error: { code: 'node_offline', message: expect.stringContaining('Waiting for a node') },
    });
    await addNode(deps, place.ownerId);
    deps.advance(5_000);
    await deps.runJobs();
    expect(await only()).toMatchObject({ state: 'ready', error: null });
  });

  test('fails with node_offline when no node came in all its tries', async () => {
    await deps.db.node.updateMany({ data: { gatewayId: null } });
    await deps.add(place, 'bees.md', sections(2));
    for (let tries = 0; tries < 8; tries += 1) {
      expect(await deps.runJobs()).toBe(1);
      deps.advance(120_000);
    }
    expect(await deps.runJobs()).toBe(0);
    expect(await only()).toMatchObject({ state: 'failed', error: { code: 'node_offline' } });
  });

  test('goes on with what is missing when the node goes away half-way', async () => {
    deps.node.before = ({ path, embedRequests }) =>
      path.endsWith('/embed') && embedRequests === 2
        ? Promise.reject(new AppError('node_offline', 'The link broke.'))
        : Promise.resolve();
    const documentId = await deps.add(place, 'bees.md', sections(100));
    await deps.runJobs();
    expect(await only()).toMatchObject({ state: 'embedding', error: { code: 'node_offline' } });
    const before = deps.node.embedded.flat();
    deps.node.before = () => Promise.resolve();
    deps.advance(5_000);
    await deps.runJobs();
    expect(await only()).toMatchObject({ state: 'ready', chunks: 100 });
    expect(before.length).toBeGreaterThan(0);
    expect(deps.node.embedded.flat()).toHaveLength(100);
    expect(await deps.db.chunkVector.count({ where: { chunk: { documentId } } })).toBe(100);
  });

  test('says what a full node says', async () => {
    deps.node.before = ({ path }) =>
      path.endsWith('/embed')
        ? Promise.reject(new AppError('insufficient_resources', 'All-MiniLM needs 120 MB of memory; 40 MB are free.'))
        : Promise.resolve();
    await deps.add(place, 'bees.md', sections(1));
    await deps.runJobs();
    expect(await only()).toMatchObject({
      state: 'failed',
      error: {
        code: 'insufficient_resources',
        message: 'The node says: All-MiniLM needs 120 MB of memory; 40 MB are free.',
      },
    });
  });
});

describe('cancelling and deleting', () => {
  test('a cancelled document stops, keeps what was read, and can be read again', async () => {
    const documentId = await deps.add(place, 'bees.md', sections(40));
    deps.node.before = async ({ path }) => {
      if (path.endsWith('/embed'))
        await cancelDocument(deps, { ownerId: place.ownerId, documentId }).catch(() => undefined);
    };
    await deps.runJobs();
    expect(await only()).toMatchObject({ state: 'cancelled', chunks: 40, error: null });
    await expect(cancelDocument(deps, { ownerId: place.ownerId, documentId })).rejects.toMatchObject({
      code: 'conflict',
    });
    deps.node.before = () => Promise.resolve();
    await retryDocument(deps, { ownerId: place.ownerId, documentId });
    await deps.runJobs();
    expect(await only()).toMatchObject({ state: 'ready', chunks: 40 });
  });

  test('a queued document that is cancelled is never read', async () => {
    const documentId = await deps.add(place, 'bees.md', sections(1));
    await cancelDocument(deps, { ownerId: place.ownerId, documentId });
    expect(await deps.runJobs()).toBe(0);
    expect(await only()).toMatchObject({ state: 'cancelled' });
  });

  test('a document that is deleted while it is read leaves nothing behind', async () => {
    const documentId = await deps.add(place, 'bees.md', sections(40));
    deps.node.before = async ({ path, embedRequests }) => {
      if (path.endsWith('/embed') && embedRequests === 1) {
        await deleteDocument(deps, { ownerId: place.ownerId, documentId });
      }
    };
    await deps.runJobs();
    expect((await listDocuments(deps, place)).documents).toEqual([]);
    expect(await deps.db.chunk.count()).toBe(0);
    expect(await deps.db.blob.count({ where: { ownerId: place.ownerId } })).toBe(0);
  });
});
