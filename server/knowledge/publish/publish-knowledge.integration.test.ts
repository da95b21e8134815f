import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { contentRoot } from '#protocol/bundles/content-root.ts';
import { readTar } from '#protocol/bundles/read-tar.ts';
import { type TarFile, writeTar } from '#protocol/bundles/write-tar.ts';
import type { AppError } from '#protocol/errors.ts';
import { fetchedBundle } from '#protocol/licences/fetched-bundle.ts';
import { openTypedSigner } from '#protocol/signing/open-typed-signer.ts';
import { signBundleManifest } from '#protocol/signing/sign-bundle-manifest.ts';
import { defaultDraft } from '#server/agents/default-draft.ts';
import { resolveKnowledge } from '#server/agents/resolve-knowledge.ts';
import { findOwnBundle } from '#server/components/find-own-bundle.ts';
import { nativeHashing } from '#server/components/native-hashing.ts';
import { changeChunk } from '#server/knowledge/change-chunk.ts';
import { createKnowledge } from '#server/knowledge/create-knowledge.ts';
import { deleteKnowledge } from '#server/knowledge/delete-knowledge.ts';
import { getKnowledge } from '#server/knowledge/get-knowledge.ts';
import { importBundle } from '#server/knowledge/import/import-bundle.ts';
import { listChunks } from '#server/knowledge/list-chunks.ts';
import { listDocuments } from '#server/knowledge/list-documents.ts';
import { listKnowledge } from '#server/knowledge/list-knowledge.ts';
import { listVersions } from '#server/knowledge/list-versions.ts';
import { searchKnowledge } from '#server/knowledge/search-knowledge.ts';
import { bytesOf, type KnowledgeDeps, openKnowledgeDeps } from '#server/knowledge/testing/open-knowledge-deps.ts';
import { queuePublish } from './queue-publish.ts';

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
  deps.node.collections.clear();
  const { ownerId } = await deps.newOwner();
  const { id } = await createKnowledge(deps, { ownerId, name: 'Bees & Wasps' });
  place = { ownerId, knowledgeId: id };
  await deps.add(
    place,
    'bees.md',
    '# Bees\n\nBees make honey.\n\n# Wasps\n\nWasps sting.\n\n# Ants\n\nAnts carry leaves.',
  );
  await deps.add(place, 'ants.txt', 'Ants live in hills.');
  await deps.runJobs();
});

async function publish(note = '') {
  const { versionId } = await queuePublish(deps, { ...place, note });
  await deps.runJobs();
  return versionId;
}

async function bundleBytes(versionId: string): Promise<Uint8Array> {
  const { sha256 } = await findOwnBundle(deps, { ownerId: place.ownerId, versionId });
  return new Uint8Array(await buffer(deps.blobs.read(sha256)));
}

async function filesOf(bytes: Uint8Array): Promise<Record<string, Uint8Array>> {
  const files: Record<string, Uint8Array> = {};
  for await (const { path, content } of readTar([bytes], { maxFiles: 10, maxBytes: bytes.byteLength })) {
    files[path] = new Uint8Array(await buffer(content));
  }
  return files;
}

async function tarOf(files: Record<string, Uint8Array>): Promise<Uint8Array> {
  const list: TarFile[] = Object.entries(files).map(([path, bytes]) => ({
    path,
    sizeBytes: bytes.byteLength,
    content: [bytes],
  }));
  return new Uint8Array(await buffer(writeTar(list)));
}

/** The bundle with other files or other claims, signed again by a key of its own: only what it says decides. */
async function forge(
  bytes: Uint8Array,
  change: (files: Record<string, Uint8Array>, manifest: Record<string, unknown>) => void,
): Promise<Uint8Array> {
  const files = await filesOf(bytes);
  const { 'manifest.json': manifestBytes, ...others } = files;
  const manifest = JSON.parse(new TextDecoder().decode(manifestBytes)) as Record<string, unknown>;
  change(others, manifest);
  const signer = openTypedSigner(`0x${'42'.repeat(32)}`);
  manifest.creator = signer.address;
  manifest.files = Object.entries(others).map(([path, content]) => ({
    path,
    sizeBytes: content.byteLength,
    sha256: Buffer.from(nativeHashing.sha256(content)).toString('hex'),
  }));
  manifest.signature = await signBundleManifest(signer, manifest);
  return tarOf({ ...others, 'manifest.json': new TextEncoder().encode(JSON.stringify(manifest)) });
}

const importInto = (ownerId: string, bytes: Uint8Array) => importBundle(deps, { ownerId, content: bytesOf(bytes) });

describe('publishing', () => {
  test('gives a numbered version with a signed bundle whose root is that of its bytes', async () => {
    const versionId = await publish('first');
    const [version] = await listVersions(deps, place);
    expect(version).toMatchObject({
      number: 1,
      note: 'first',
      state: 'ready',
      documents: 2,
      chunks: 4,
      evidenceThreshold: 0.25,
    });
    const bytes = await bundleBytes(versionId);
    expect(version?.contentRoot).toBe(contentRoot(bytes));
    expect(version?.sizeBytes).toBe(bytes.byteLength);
    expect((await findOwnBundle(deps, { ownerId: place.ownerId, versionId })).fileName).toBe('bees-wasps-v1.gaia.tar');
    expect(Object.keys(await filesOf(bytes))).toEqual([
      'chunks.jsonl',
      'documents.jsonl',
      'manifest.json',
      'vectors.f32',
    ]);
    expect((await filesOf(bytes))['vectors.f32']?.byteLength).toBe(4 * 384 * 4);
    expect((await getKnowledge(deps, place)).evidenceThreshold).toBe(0.25);
    expect((await listKnowledge(deps, place))[0]?.newestVersion).toBe(1);
  });

  test('the same content at the same time gives the same bytes; a published version never changes', async () => {
    const one = await bundleBytes(await publish());
    const two = await publish();
    const first = await filesOf(one);
    const second = await filesOf(await bundleBytes(two));
    for (const name of ['chunks.jsonl', 'documents.jsonl', 'vectors.f32']) expect(second[name]).toEqual(first[name]);
    expect((await listVersions(deps, place)).map(({ number }) => number)).toEqual([2, 1]);
  });

  test('leaves out switched-off passages and holds edited ones as edited', async () => {
    const { documents } = await listDocuments(deps, place);
    const bees = documents.find(({ name }) => name === 'bees.md');
    const { chunks } = await listChunks(deps, { ownerId: place.ownerId, documentId: bees?.id ?? '' });
    await changeChunk(deps, { ...place, chunkId: chunks[0]?.chunkId ?? '', isEnabled: false });
    await changeChunk(deps, { ...place, chunkId: chunks[1]?.chunkId ?? '', text: 'Wasps sting twice.' });
    await deps.runJobs();
    const files = await filesOf(await bundleBytes(await publish()));
    const lines = new TextDecoder()
      .decode(files['chunks.jsonl'])
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { text: string });
    expect(lines.map(({ text }) => text)).toEqual(['Ants live in hills.', 'Wasps sting twice.', 'Ants carry leaves.']);
  });

  test('waits for documents that are being read, needs one that is ready, and is done once at a time', async () => {
    await deps.add(place, 'more.txt', 'More.');
    await expect(queuePublish(deps, { ...place, note: '' })).rejects.toThrow('1 of 3 documents are still being read');
    await deps.runJobs();
    await queuePublish(deps, { ...place, note: '' });
    await expect(queuePublish(deps, { ...place, note: '' })).rejects.toThrow('being built already');
    expect((await listVersions(deps, place))[0]).toMatchObject({ state: 'building' });
    const empty = await createKnowledge(deps, { ownerId: place.ownerId, name: 'Empty' });
    await expect(queuePublish(deps, { ...place, knowledgeId: empty.id, note: '' })).rejects.toThrow(
      'no document that is ready',
    );
  });

  test('needs no node: the threshold then stays as it was', async () => {
    await deps.db.node.updateMany({ data: { gatewayId: null } });
    await publish();
    expect((await listVersions(deps, place))[0]).toMatchObject({ state: 'ready', evidenceThreshold: null });
  });

  test("somebody else's knowledge can't be published, nor its bundle read", async () => {
    const versionId = await publish();
    const { ownerId } = await deps.newOwner();
    await expect(queuePublish(deps, { ...place, ownerId, note: '' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(listVersions(deps, { ...place, ownerId })).rejects.toMatchObject({ code: 'not_found' });
    await expect(findOwnBundle(deps, { ownerId, versionId })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('importing', () => {
  test('gives another account the same knowledge without embedding anything, and the same bundle as its version', async () => {
    const bytes = await bundleBytes(await publish());
    const { ownerId } = await deps.newOwner();
    const calls = deps.node.embedded.length;
    const imported = await importInto(ownerId, bytes);
    expect(imported).toMatchObject({ name: 'Bees & Wasps', documents: 2, chunks: 4, keepsVectors: true });
    expect(await deps.runJobs()).toBe(0);
    expect(deps.node.embedded.length).toBe(calls);

    const theirs = { ownerId, knowledgeId: imported.knowledgeId };
    expect((await listDocuments(deps, theirs)).documents).toMatchObject([{ state: 'ready' }, { state: 'ready' }]);
    expect((await listVersions(deps, theirs))[0]).toMatchObject({
      number: 1,
      state: 'ready',
      contentRoot: contentRoot(bytes),
    });
    const found = await searchKnowledge(deps, { ...theirs, query: 'honey', signal: AbortSignal.timeout(20_000) });
    expect(found.candidates[0]?.text).toBe('Bees make honey.');
    await deleteKnowledge(deps, place);
    const [version] = await listVersions(deps, theirs);
    const own = await findOwnBundle(deps, { ownerId, versionId: version?.id ?? '' });
    expect(await deps.blobs.has(own.sha256)).toBe(true);
  });

  test('vectors of another model are made anew by jobs, from the same passages', async () => {
    const other = await forge(await bundleBytes(await publish()), (_files, manifest) => {
      const part = manifest.knowledge as { fingerprint: { model: string } };
      part.fingerprint.model = 'another-model';
    });
    const { ownerId } = await deps.newOwner();
    deps.node.embedded.length = 0;
    const imported = await importInto(ownerId, other);
    expect(imported.keepsVectors).toBe(false);
    const theirs = { ownerId, knowledgeId: imported.knowledgeId };
    expect((await listDocuments(deps, theirs)).isRunning).toBe(true);
    await deps.runJobs();
    expect(deps.node.embedded.flat()).toHaveLength(4);
    expect((await getKnowledge(deps, theirs)).documents.ready).toBe(2);
  });

  test('bought knowledge that is embedded anew keeps the mark of its licence in every version and agent', async () => {
    const other = await forge(await bundleBytes(await publish()), (_files, manifest) => {
      (manifest.knowledge as { fingerprint: { model: string } }).fingerprint.model = 'another-model';
    });
    const root = contentRoot(other);
    const licence = { deedId: '7', contentRoot: root, cipherRoot: `0x${'c'.repeat(64)}` };
    const { ownerId } = await deps.newOwner();
    const bought = { contentRoot: root, licence, sealedBlobId: null };
    const { knowledgeId } = await importBundle(deps, { ownerId, content: bytesOf(other), bought });
    await deps.runJobs();
    await queuePublish(deps, { ownerId, knowledgeId, note: '' });
    await deps.runJobs();
    const draft = {
      ...defaultDraft('smollm2-135m-instruct'),
      knowledge: [{ componentId: knowledgeId, versionId: null }],
    };
    const [reference] = (await resolveKnowledge(deps, { ownerId, draft })).references;
    expect(reference?.licence).toEqual(licence);
    expect(reference?.contentRoot).not.toBe(root);
    expect(reference && fetchedBundle(reference)).toEqual({ root: reference?.contentRoot, isSealed: false });
  });

  test('a damaged, changed, wrongly signed or foreign bundle is refused with a sentence, and nothing is kept', async () => {
    const bytes = await bundleBytes(await publish());
    const { ownerId } = await deps.newOwner();
    const refusal = (changed: Uint8Array) =>
      importInto(ownerId, changed).then(
        () => Promise.reject(new Error('was imported')),
        (cause: AppError) => `${cause.code}: ${cause.message}`,
      );
    const flipped = Uint8Array.from(bytes);
    flipped[700] = (flipped[700] ?? 0) ^ 1;
    expect(await refusal(flipped)).toContain('"chunks.jsonl" is not the file that the manifest describes');
    expect(await refusal(bytes.subarray(0, bytes.byteLength / 2))).toContain('not a whole GaiaNet bundle');
    expect(await refusal(new TextEncoder().encode('hello'))).toContain('not a whole GaiaNet bundle');

    const files = await filesOf(bytes);
    const renamed = new TextDecoder().decode(files['manifest.json']).replace('Bees & Wasps', 'Bees & Birds');
    const unsigned = await tarOf({ ...files, 'manifest.json': new TextEncoder().encode(renamed) });
    expect(await refusal(unsigned)).toContain('forbidden: The manifest was changed after');

    const future = await forge(bytes, (_files, manifest) => {
      manifest.format = 'gaianet.bundle/2';
    });
    expect(await refusal(future)).toContain('format is a bundle format this version cannot read');
    const prompt = await forge(bytes, (list, manifest) => {
      manifest.kind = 'prompt';
      delete manifest.knowledge;
      for (const name of Object.keys(list)) delete list[name];
    });
    expect(await refusal(prompt)).toContain('kind "prompt"');
    const shortVectors = await forge(bytes, (list) => {
      list['vectors.f32'] = new Uint8Array(16);
    });
    expect(await refusal(shortVectors)).toContain('its vectors do not match');
    const twice = await forge(bytes, (list, manifest) => {
      const lines = new TextDecoder().decode(list['chunks.jsonl']).split('\n');
      list['chunks.jsonl'] = new TextEncoder().encode([lines[0], ...lines].join('\n'));
      const vectors = list['vectors.f32'] ?? new Uint8Array();
      list['vectors.f32'] = Uint8Array.from([...vectors.subarray(0, 384 * 4), ...vectors]);
      (manifest.knowledge as { chunks: number }).chunks = 5;
    });
    expect(await refusal(twice)).toContain('a passage comes twice');

    expect(await listKnowledge(deps, { ownerId })).toEqual([]);
    expect(await deps.db.blob.count({ where: { ownerId } })).toBe(0);
  });

  test('what a newer version of the format adds is accepted, and stays part of what is signed', async () => {
    const newer = await forge(await bundleBytes(await publish()), (_files, manifest) => {
      manifest.format = 'gaianet.bundle/1.3';
      manifest.novelty = { nested: true };
      (manifest.knowledge as Record<string, unknown>).extra = 1;
    });
    expect(await importInto(place.ownerId, newer)).toMatchObject({ keepsVectors: true });
  });
});
