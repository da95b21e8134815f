import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import type { ModelPart } from '#protocol/manifests/model-part.ts';
import { findModel } from '#protocol/models/catalogue.ts';
import { newId } from '#protocol/new-id.ts';
import { addVersion } from '#server/components/add-version.ts';
import { assertStorageLeft } from '#server/components/assert-storage-left.ts';
import { buildBundle } from '#server/components/build-bundle.ts';
import { finishVersion } from '#server/components/finish-version.ts';
import type { Deps } from '#server/deps-type.ts';
import { readGgufFacts } from './read-gguf-facts.ts';

export interface ModelUpload {
  ownerId: string;
  /** Model that gets a new version; null makes one. */
  componentId: string | null;
  name: string;
  description: string;
  /** SPDX identifier, or a text of its own. */
  licence: string;
  /** Model of the catalogue that it was made from; null for none of them. */
  madeFrom: string | null;
  fileName: string;
  content: AsyncIterable<Uint8Array>;
}

export interface PublishedModel {
  componentId: string;
  versionId: string;
  number: number;
}

/** A tar has a few blocks besides its files. */
const tarBytes = 1_048_576;

/**
 * Publishes a model file as a version of a component of kind `model`: a signed bundle with the file in it, which agents can be built on and which can be sold. Throws `invalid_input` for what is no chat
 * model in GGUF, `too_large`, `not_found` for a component of somebody else's; nothing is kept then.
 */
export async function publishModel(deps: Deps, input: ModelUpload): Promise<PublishedModel> {
  const { ownerId, madeFrom } = input;
  await assertOwn(deps, input);
  if (madeFrom !== null && findModel(madeFrom)?.kind !== 'chat') {
    throw new AppError('invalid_input', `No chat model "${madeFrom}" is in the catalogue.`, { param: 'madeFrom' });
  }
  await assertStorageLeft(deps, { ownerId, sizeBytes: 0 });
  const stored = await deps.blobs.put(input.content, { maxBytes: limits.bundleSizeBytes - tarBytes });
  try {
    await assertStorageLeft(deps, { ownerId, sizeBytes: stored.sizeBytes });
    const part = await partOf(deps, input, stored);
    return await publish(deps, input, part);
  } finally {
    // The bundle holds the file; by itself nobody keeps it.
    if ((await deps.db.blob.count({ where: { sha256: stored.sha256 } })) === 0) await deps.blobs.remove(stored.sha256);
  }
}

async function assertOwn(deps: Pick<Deps, 'db'>, { ownerId, componentId }: ModelUpload): Promise<void> {
  if (!componentId) return;
  const own = await deps.db.component.count({ where: { id: componentId, ownerId, kind: 'model' } });
  if (own === 0) throw new AppError('not_found', 'No model of yours has this id; it may have been deleted.');
}

async function partOf(
  deps: Pick<Deps, 'blobs'>,
  { fileName, madeFrom }: ModelUpload,
  { sha256, sizeBytes }: { sha256: string; sizeBytes: number },
): Promise<ModelPart> {
  const { architecture, contextTokens, parameters, template, hasVocabulary } = await readGgufFacts(
    deps.blobs.read(sha256),
  );
  if (!hasVocabulary || architecture.includes('bert')) {
    throw new AppError(
      'invalid_input',
      `A model of the architecture "${architecture}" does not answer; give a chat model.`,
    );
  }
  return {
    fileName: plainFileName(fileName),
    sha256,
    sizeBytes,
    architecture,
    contextTokens,
    parameters,
    template,
    madeFrom,
  };
}

/** What a node may call it. */
function plainFileName(fileName: string): string {
  const plain = fileName
    .replace(/\.gguf$/i, '')
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 100);
  return `${plain || 'model'}.gguf`;
}

async function publish(deps: Deps, input: ModelUpload, model: ModelPart): Promise<PublishedModel> {
  const { ownerId, name, description, licence } = input;
  const componentId = input.componentId ?? newId(deps.clock().getTime());
  const version = await deps.db.$transaction(async (tx) => {
    await tx.component.upsert({
      where: { id: componentId, ownerId },
      create: { id: componentId, ownerId, kind: 'model', name, description, createdAt: deps.clock() },
      update: { name, description },
      select: { id: true },
    });
    return addVersion(deps, tx, { ownerId, componentId, note: '' });
  });
  const { number, createdAt, parents } = version;
  const facts = { kind: 'model' as const, name, description, licence: licence.slice(0, 200), parents, model };
  const bundle = await buildBundle(deps, {
    ownerId,
    facts: { ...facts, version: number, createdAt: createdAt.toISOString() },
    files: [
      {
        path: model.fileName,
        sizeBytes: model.sizeBytes,
        sha256: model.sha256,
        open: () => deps.blobs.read(model.sha256),
      },
    ],
  });
  await finishVersion(deps, { ownerId, versionId: version.id, bundle });
  return { componentId, versionId: version.id, number };
}
