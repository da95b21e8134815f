import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { limits } from '#protocol/limits.ts';
import { addDocument } from './add-document.ts';
import { cancelDocument } from './cancel-document.ts';
import { changeChunk } from './change-chunk.ts';
import { createKnowledge } from './create-knowledge.ts';
import { deleteDocument } from './delete-document.ts';
import { deleteKnowledge } from './delete-knowledge.ts';
import { findPassage } from './find-passage.ts';
import { getDocument } from './get-document.ts';
import { getKnowledge } from './get-knowledge.ts';
import { listChunks } from './list-chunks.ts';
import { listDocuments } from './list-documents.ts';
import { listKnowledge } from './list-knowledge.ts';
import { renameKnowledge } from './rename-knowledge.ts';
import { retryDocument } from './retry-document.ts';
import { searchKnowledge } from './search-knowledge.ts';
import { bytesOf, type KnowledgeDeps, openKnowledgeDeps } from './testing/open-knowledge-deps.ts';

let deps: KnowledgeDeps;
let ownerId: string;
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
  deps.node.collections.clear();
  ({ ownerId } = await deps.newOwner());
  const { id } = await createKnowledge(deps, { ownerId, name: 'Bees' });
  place = { ownerId, knowledgeId: id };
});

const add = (name: string, content: string | Uint8Array) =>
  addDocument(deps, { ...place, name, content: bytesOf(content) });
const search = (query: string) => searchKnowledge(deps, { ...place, query, signal: AbortSignal.timeout(20_000) });

describe('knowledge bases', () => {
  test('are created with standard settings, listed, renamed and deleted', async () => {
    expect(await getKnowledge(deps, place)).toMatchObject({
      name: 'Bees',
      chunking: { targetTokens: 160, maxTokens: 220, overlapTokens: 24 },
      embeddingModel: 'all-minilm-l6-v2',
      documents: { total: 0, ready: 0, running: 0, failed: 0 },
      chunks: 0,
    });
    await renameKnowledge(deps, { ...place, name: 'Wasps', description: 'About wasps.' });
    await add('a.txt', 'Wasps sting.');
    expect(await listKnowledge(deps, { ownerId })).toMatchObject([
      { name: 'Wasps', description: 'About wasps.', documents: { total: 1, running: 1 }, newestVersion: null },
    ]);
    await deleteKnowledge(deps, place);
    expect(await listKnowledge(deps, { ownerId })).toEqual([]);
    expect(await deps.db.blob.count({ where: { ownerId } })).toBe(0);
    expect(await deps.runJobs()).toBe(0);
  });
});

describe('adding files', () => {
  test('an empty file, a wrong ending, a name with ../ and odd names are refused, and nothing is kept', async () => {
    await expect(add('a.txt', '')).rejects.toMatchObject({
      code: 'unreadable_document',
      message: '"a.txt" is empty (0 bytes); add the file again from its source.',
    });
    await expect(add('a.xlsx', 'x')).rejects.toMatchObject({ code: 'unsupported_media' });
    for (const name of [
      '../a.txt',
      'x/../../a.txt',
      '/etc/a.txt',
      'a\\b.txt',
      'a\nb.txt',
      '',
      `${'x'.repeat(240)}.txt`,
    ]) {
      await expect(add(name, 'x')).rejects.toMatchObject({ code: 'invalid_input' });
    }
    await expect(add('../a.txt', 'x')).rejects.toThrow('"../a.txt" leads out of its folder');
    expect(await deps.db.blob.count({ where: { ownerId } })).toBe(0);
    expect(await deps.db.job.count()).toBe(0);
  });

  test('a path in a dropped folder is a name', async () => {
    await add('notes/week 1/bees.md', 'x');
    expect((await listDocuments(deps, place)).documents).toMatchObject([{ name: 'notes/week 1/bees.md' }]);
  });

  test('a file over the limit is refused while it streams', async () => {
    let sent = 0;
    async function* endless() {
      for (;;) {
        sent += 1;
        yield new Uint8Array(1024 * 1024);
      }
    }
    await expect(addDocument(deps, { ...place, name: 'a.txt', content: endless() })).rejects.toMatchObject({
      code: 'too_large',
      message: '"a.txt" is larger than 50 MB, the limit for a file; split it.',
    });
    expect(sent).toBe(limits.documentSizeBytes / (1024 * 1024) + 1);
  });

  test('the same file twice is refused by name; elsewhere it is stored once and kept until both are gone', async () => {
    const first = await add('a.txt', 'Bees fly.');
    await expect(add('b.txt', 'Bees fly.')).rejects.toMatchObject({
      code: 'conflict',
      message: '"b.txt" is the same file as "a.txt", which is here already; it was not added again.',
    });
    const other = await createKnowledge(deps, { ownerId, name: 'Other' });
    const second = await addDocument(deps, {
      ownerId,
      knowledgeId: other.id,
      name: 'b.txt',
      content: bytesOf('Bees fly.'),
    });
    const { sha256 } = await deps.db.document.findFirstOrThrow({ where: { id: first.documentId } });
    expect(await deps.db.blob.count({ where: { sha256 } })).toBe(1);
    await deleteDocument(deps, { ownerId, documentId: first.documentId });
    expect(await deps.blobs.has(sha256)).toBe(true);
    await deleteDocument(deps, { ownerId, documentId: second.documentId });
    expect(await deps.blobs.has(sha256)).toBe(false);
  });

  test('the same file added at once is added once', async () => {
    const results = await Promise.allSettled([add('a.txt', 'Same.'), add('b.txt', 'Same.'), add('c.txt', 'Same.')]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await listDocuments(deps, place)).documents).toHaveLength(1);
  });
});

describe("somebody else's", () => {
  test('knowledge, documents and passages are not there', async () => {
    const documentId = await deps.add(place, 'a.txt', 'Bees fly.');
    await deps.runJobs();
    const { chunks } = await listChunks(deps, { ownerId, documentId });
    const chunkId = chunks[0]?.chunkId ?? '';
    const { ownerId: stranger } = await deps.newOwner();
    const theirs = { ownerId: stranger, knowledgeId: place.knowledgeId };
    const document = { ownerId: stranger, documentId };
    const attempts = [
      () => getKnowledge(deps, theirs),
      () => renameKnowledge(deps, { ...theirs, name: 'Mine', description: '' }),
      () => deleteKnowledge(deps, theirs),
      () => addDocument(deps, { ...theirs, name: 'b.txt', content: bytesOf('x') }),
      () => listDocuments(deps, theirs),
      () => getDocument(deps, document),
      () => listChunks(deps, document),
      () => cancelDocument(deps, document),
      () => retryDocument(deps, document),
      () => deleteDocument(deps, document),
      () => changeChunk(deps, { ...theirs, chunkId, isEnabled: false }),
      () => searchKnowledge(deps, { ...theirs, query: 'bees', signal: AbortSignal.timeout(20_000) }),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: 'not_found' });
    expect(await listKnowledge(deps, { ownerId: stranger })).toEqual([]);
  });
});

describe('try search', () => {
  test('sends the node only differences, and answers with scores of every stage', async () => {
    await deps.add(place, 'bees.md', '# Bees\n\nBees make honey.\n\n# Wasps\n\nWasps sting people.');
    await deps.runJobs();
    const result = await search('Who makes honey? Bees');
    expect(result.candidates.map(({ text }) => text)).toEqual(['Bees make honey.', 'Wasps sting people.']);
    expect(result.candidates[0]?.scores.dense).toBeGreaterThan(0.3);
    const puts = () => deps.node.requests.filter((one) => one.startsWith('PUT')).length;
    expect(puts()).toBe(1);
    await search('Who stings?');
    expect(puts()).toBe(1);

    await deps.add(place, 'hornets.md', 'Hornets are large wasps.');
    await deps.runJobs();
    expect((await search('hornets')).candidates[0]?.documentName).toBe('hornets.md');
    expect(deps.node.collections.get(`draft-${place.knowledgeId}`)?.size).toBe(3);
    expect(puts()).toBe(2);

    await deleteKnowledge(deps, place);
    expect(deps.node.collections.size).toBe(0);
  });

  test('says what is missing: passages, or a node', async () => {
    await expect(search('bees')).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('add a document'),
    });
    await deps.add(place, 'bees.md', 'Bees make honey.');
    await deps.runJobs();
    await deps.db.node.updateMany({ data: { gatewayId: null } });
    await expect(search('bees')).rejects.toMatchObject({ code: 'node_offline' });
  });
});

describe('passages changed by a person', () => {
  test('a switched-off passage is not searched; its switch survives reading the document again', async () => {
    const documentId = await deps.add(place, 'bees.md', '# Bees\n\nBees make honey.\n\n# Wasps\n\nWasps sting people.');
    await deps.runJobs();
    const { chunks } = await listChunks(deps, { ownerId, documentId });
    await changeChunk(deps, { ...place, chunkId: chunks[0]?.chunkId ?? '', isEnabled: false });
    expect((await search('honey')).candidates.map(({ text }) => text)).toEqual(['Wasps sting people.']);
    await deps.db.document.update({ where: { id: documentId }, data: { state: 'failed', text: null } });
    await retryDocument(deps, { ownerId, documentId });
    await deps.runJobs();
    expect((await listChunks(deps, { ownerId, documentId })).chunks.map(({ isEnabled }) => isEnabled)).toEqual([
      false,
      true,
    ]);
  });

  test('an edited passage is embedded and searched as edited, under the id it was cut with; taking the text back restores it', async () => {
    const documentId = await deps.add(place, 'bees.md', '# Bees\n\nBees make honey.');
    await deps.runJobs();
    const before = (await listChunks(deps, { ownerId, documentId })).chunks[0];
    const chunkId = before?.chunkId ?? '';
    await search('honey');

    await changeChunk(deps, { ...place, chunkId, text: ' Bees produce nectar syrup. ' });
    expect((await listDocuments(deps, place)).isRunning).toBe(true);
    await deps.runJobs();
    const after = (await listChunks(deps, { ownerId, documentId })).chunks[0];
    expect(after).toMatchObject({
      chunkId,
      text: 'Bees produce nectar syrup.',
      originalText: 'Bees make honey.',
      isEdited: true,
      isEmbedded: true,
    });
    expect(deps.node.embedded.at(-1)).toEqual(['Bees\nBees produce nectar syrup.']);
    const result = await search('nectar');
    expect(result.candidates.map(({ chunkId: id, text }) => [id, text])).toEqual([
      [chunkId, 'Bees produce nectar syrup.'],
    ]);
    const cited = [...deps.node.collections.values()].flatMap((points) => [...points.keys()]).at(-1) ?? '';
    expect(cited).not.toBe(chunkId);
    for (const id of [cited, chunkId]) {
      expect(await findPassage(deps, { ownerId, chunkId: id })).toEqual({
        knowledgeId: place.knowledgeId,
        documentId,
        chunkId,
      });
    }
    await expect(findPassage(deps, { ownerId, chunkId: 'f'.repeat(32) })).rejects.toMatchObject({ code: 'not_found' });

    await changeChunk(deps, { ...place, chunkId, text: null });
    await deps.runJobs();
    expect((await listChunks(deps, { ownerId, documentId })).chunks[0]).toMatchObject({
      text: 'Bees make honey.',
      isEdited: false,
    });
    expect((await search('honey')).candidates.map(({ text }) => text)).toEqual(['Bees make honey.']);
  });

  test('passages come in pages; one that is asked for decides which', async () => {
    const text = Array.from({ length: 5 }, (_, index) => `# Part ${index}\n\nBees of part ${index}.`).join('\n\n');
    const documentId = await deps.add(place, 'parts.md', text);
    await deps.runJobs();
    const page = (input: { offset?: number; holding?: string }) =>
      listChunks(deps, { ownerId, documentId, limit: 2, ...input });
    const second = await page({ offset: 2 });
    expect(second).toMatchObject({ offset: 2, total: 5, chunks: [{ ordinal: 2 }, { ordinal: 3 }] });
    expect(await page({ holding: second.chunks[1]?.chunkId ?? '' })).toEqual(second);
    expect(await page({ holding: 'f'.repeat(32) })).toEqual(await page({}));
  });

  test('an empty or endless text, and a passage that is gone, are refused', async () => {
    const documentId = await deps.add(place, 'bees.md', 'Bees make honey.');
    await deps.runJobs();
    const chunkId = (await listChunks(deps, { ownerId, documentId })).chunks[0]?.chunkId ?? '';
    await expect(changeChunk(deps, { ...place, chunkId, text: '  ' })).rejects.toThrow('needs some text');
    await expect(changeChunk(deps, { ...place, chunkId, text: 'x'.repeat(2_000) })).rejects.toThrow('Shorten it');
    await expect(changeChunk(deps, { ...place, chunkId: randomUUID(), isEnabled: true })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
