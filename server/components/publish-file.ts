import { AppError } from '#protocol/errors.ts';
import { newId } from '#protocol/new-id.ts';
import type { Deps } from '#server/deps-type.ts';
import { addVersion } from './add-version.ts';
import { assertStorageLeft } from './assert-storage-left.ts';
import { type BundleFacts, buildBundle } from './build-bundle.ts';
import { finishVersion } from './finish-version.ts';

export interface FileUpload {
  ownerId: string;
  /** Component that gets a new version; null makes one. */
  componentId: string | null;
  name: string;
  description: string;
  /** SPDX identifier, or a text of its own. */
  licence: string;
  content: AsyncIterable<Uint8Array>;
}

export interface PublishedFile {
  componentId: string;
  versionId: string;
  number: number;
}

interface StoredFile {
  sha256: string;
  sizeBytes: number;
}

interface FileRules {
  kind: 'model' | 'dataset';
  maxBytes: number;
  /** Looks into the file: its path in the bundle, and what the manifest says of it. Throws for what can't be published. */
  describe: (stored: StoredFile) => Promise<{ path: string; part: Pick<BundleFacts, 'model' | 'dataset'> }>;
}

/**
 * Publishes a file as a version of a component: a signed bundle with the file in it. Throws what `describe` throws, `too_large`, and `not_found` for a component of somebody else's;
 * nothing is kept then.
 */
export async function publishFile(deps: Deps, upload: FileUpload, rules: FileRules): Promise<PublishedFile> {
  const { ownerId } = upload;
  await assertOwn(deps, { ...upload, kind: rules.kind });
  await assertStorageLeft(deps, { ownerId, sizeBytes: 0 });
  const stored = await deps.blobs.put(upload.content, { maxBytes: rules.maxBytes });
  try {
    await assertStorageLeft(deps, { ownerId, sizeBytes: stored.sizeBytes });
    const { path, part } = await rules.describe(stored);
    const file = { path, ...stored, open: () => deps.blobs.read(stored.sha256) };
    return await publish(deps, upload, { kind: rules.kind, part, file });
  } finally {
    // The bundle holds the file; by itself nobody keeps it.
    if ((await deps.db.blob.count({ where: { sha256: stored.sha256 } })) === 0) await deps.blobs.remove(stored.sha256);
  }
}

async function assertOwn(
  deps: Pick<Deps, 'db'>,
  { ownerId, componentId, kind }: Pick<FileUpload, 'ownerId' | 'componentId'> & Pick<FileRules, 'kind'>,
): Promise<void> {
  if (!componentId) return;
  const own = await deps.db.component.count({ where: { id: componentId, ownerId, kind } });
  if (own === 0) throw new AppError('not_found', `No ${kind} of yours has this id; it may have been deleted.`);
}

interface Described extends Pick<FileRules, 'kind'> {
  part: Pick<BundleFacts, 'model' | 'dataset'>;
  file: StoredFile & { path: string; open: () => AsyncIterable<Uint8Array> };
}

async function publish(deps: Deps, upload: FileUpload, { kind, part, file }: Described): Promise<PublishedFile> {
  const { ownerId, name, description, licence } = upload;
  const componentId = upload.componentId ?? newId(deps.clock().getTime());
  const version = await deps.db.$transaction(async (tx) => {
    await tx.component.upsert({
      where: { id: componentId, ownerId },
      create: { id: componentId, ownerId, kind, name, description, createdAt: deps.clock() },
      update: { name, description },
      select: { id: true },
    });
    return addVersion(deps, tx, { ownerId, componentId, note: '' });
  });
  const { number, createdAt, parents } = version;
  const facts = { kind, name, description, licence: licence.slice(0, 200), parents, ...part };
  const bundle = await buildBundle(deps, {
    ownerId,
    facts: { ...facts, version: number, createdAt: createdAt.toISOString() },
    files: [file],
  });
  await finishVersion(deps, { ownerId, versionId: version.id, bundle });
  return { componentId, versionId: version.id, number };
}
