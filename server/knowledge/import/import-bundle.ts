import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { canonicalJson } from '#protocol/canonical-json.ts';
import { cleanName } from '#protocol/clean-name.ts';
import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import { catalogue, type EmbeddingModel } from '#protocol/models/catalogue.ts';
import { newId } from '#protocol/new-id.ts';
import { addVersion } from '#server/components/add-version.ts';
import { assertStorageLeft } from '#server/components/assert-storage-left.ts';
import {
  assertBoughtRoot,
  type BoughtContent,
  boughtFacts,
  licenceColumns,
} from '#server/components/bought-content.ts';
import { freeNumber } from '#server/components/free-number.ts';
import { keepBlob } from '#server/components/keep-blob.ts';
import type { Deps } from '#server/deps-type.ts';
import type { Prisma } from '#server/generated/client.ts';
import { createKnowledge } from '#server/knowledge/create-knowledge.ts';
import { defaultEmbeddingModel } from '#server/knowledge/embedding/embedding-model.ts';
import { queueIngest } from '#server/knowledge/queue-ingest.ts';
import { importRows } from './import-rows.ts';
import { type UnpackedBundle, unpackBundle } from './unpack-bundle.ts';

export interface ImportedBundle {
  knowledgeId: string;
  name: string;
  documents: number;
  chunks: number;
  /** False when the bundle's vectors are of another model, so that everything is being embedded anew. */
  keepsVectors: boolean;
}

/**
 * Makes a knowledge base of a bundle: verified first, then written in one transaction. Vectors of this installation's models are taken over, and so is the version; others are embedded anew by jobs.
 * Throws `unreadable_document`, `invalid_input`, `forbidden` (signature) or `too_large`; nothing is kept then.
 */
export async function importBundle(
  deps: Deps,
  input: {
    ownerId: string;
    content: AsyncIterable<Uint8Array>;
    /** Given for content that a licence was bought for. */
    bought?: BoughtContent;
    /** Bought knowledge that gets this version in place of the one it holds; makes a new one by default. */
    knowledgeId?: string;
  },
): Promise<ImportedBundle> {
  const { ownerId, bought = null, knowledgeId = null } = input;
  await assertStorageLeft(deps, { ownerId, sizeBytes: 0 });
  const folder = await mkdtemp(path.join(tmpdir(), 'gaianet-import-'));
  try {
    const stored = await deps.blobs.put(input.content, { maxBytes: limits.bundleSizeBytes });
    try {
      const bundle = await unpackBundle(deps.blobs.read(stored.sha256), folder);
      if (bought) assertBoughtRoot(bought, bundle.contentRoot);
      return await deps.db.$transaction(
        (tx) => writeBundle(deps, tx, { ownerId, folder, bundle, stored, bought, knowledgeId }),
        {
          timeout: 600_000,
        },
      );
    } catch (cause) {
      if ((await deps.db.blob.count({ where: { sha256: stored.sha256 } })) === 0)
        await deps.blobs.remove(stored.sha256);
      throw cause;
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface WriteInput {
  ownerId: string;
  folder: string;
  bundle: UnpackedBundle;
  stored: { sha256: string; sizeBytes: number };
  bought: BoughtContent | null;
  knowledgeId: string | null;
}

async function writeBundle(deps: Deps, tx: Prisma.TransactionClient, input: WriteInput): Promise<ImportedBundle> {
  const { ownerId, folder, bundle } = input;
  const { manifest, part } = bundle;
  const model = sameModel(part.fingerprint);
  const keepsVectors = model !== undefined;
  const knowledgeId = await placeOf(deps, tx, { ...input, modelId: (model ?? defaultEmbeddingModel()).id });
  await tx.knowledge.update({
    where: { id: knowledgeId },
    data: { chunking: { ...part.chunking }, evidenceThreshold: keepsVectors ? part.evidenceThreshold : null },
    select: { id: true },
  });
  const now = deps.clock();
  const source = await tx.source.create({
    data: {
      id: newId(now.getTime()),
      ownerId,
      knowledgeId,
      kind: 'bundle',
      label: `${manifest.name} v${manifest.version}`,
      createdAt: now,
    },
    select: { id: true },
  });
  const documentIds = await importRows(tx, {
    ownerId,
    knowledgeId,
    sourceId: source.id,
    folder,
    part,
    keepsVectors,
    now,
  });
  if (keepsVectors) await takeVersion(deps, tx, { ...input, knowledgeId });
  else for (const documentId of documentIds) await queueIngest(tx, { ownerId, documentId, keepsChunks: true });
  return { knowledgeId, name: manifest.name, documents: part.documents, chunks: part.chunks, keepsVectors };
}

/** A new knowledge base, or the one that is brought up to date: without what the earlier version had put into it. */
async function placeOf(
  deps: Deps,
  tx: Prisma.TransactionClient,
  { ownerId, bundle, bought, knowledgeId, modelId }: WriteInput & { modelId: string },
): Promise<string> {
  const { description } = bundle.manifest;
  const name = cleanName(bundle.manifest.name) || 'Unnamed';
  const { parents, licence } = boughtFacts(bought, bundle.contentRoot);
  const made = { ownerId, name, description, embeddingModel: modelId, parents };
  const id = knowledgeId ?? (await createKnowledge({ db: tx, clock: deps.clock }, made)).id;
  await tx.source.deleteMany({ where: { knowledgeId: id, ownerId, kind: 'bundle' } });
  await tx.component.update({
    where: { id, ownerId },
    data: { description, parents, licence, knowledge: { update: { embeddingModel: modelId } } },
    select: { id: true },
  });
  return id;
}

/** The installation's model whose vectors compare with those of the bundle. */
function sameModel(fingerprint: object): EmbeddingModel | undefined {
  return catalogue
    .filter((model) => model.kind === 'embedding')
    .find((model) => canonicalJson(model.fingerprint) === canonicalJson(fingerprint));
}

/** The bundle is a version of the new knowledge base as it is, with its number and its creator's signature. */
async function takeVersion(
  deps: Deps,
  tx: Prisma.TransactionClient,
  input: WriteInput & { knowledgeId: string },
): Promise<void> {
  const { ownerId, bundle, stored, knowledgeId } = input;
  if (bundle.sizeBytes !== stored.sizeBytes) throw new AppError('internal');
  const blob = await keepBlob(deps, tx, { ownerId, ...stored, mime: 'application/x-tar' });
  const { id } = await addVersion(deps, tx, {
    ownerId,
    componentId: knowledgeId,
    note: 'Imported',
    number: await freeNumber(tx, { componentId: knowledgeId, wanted: bundle.manifest.version }),
  });
  await tx.version.update({
    where: { id },
    data: {
      contentRoot: bundle.contentRoot,
      manifest: bundle.signedManifest as Prisma.InputJsonObject,
      sizeBytes: stored.sizeBytes,
      blobId: blob.id,
      isReady: true,
      ...licenceColumns(input.bought),
    },
    select: { id: true },
  });
}
