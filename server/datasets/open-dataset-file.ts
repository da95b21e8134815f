import { readTar } from '#protocol/bundles/read-tar.ts';
import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import { bundleManifestSchema } from '#protocol/manifests/bundle-manifest.ts';
import { rowsPath } from '#protocol/manifests/dataset-part.ts';
import { findOwnBundle } from '#server/components/find-own-bundle.ts';
import type { Deps } from '#server/deps-type.ts';

export interface DatasetFile {
  fileName: string;
  sizeBytes: number;
  /** As it was added. */
  content: AsyncIterable<Uint8Array>;
}

/** The rows of the newest version of one of the owner's datasets, made or bought, as a JSONL file. Throws `not_found`, also for somebody else's. */
export async function openDatasetFile(
  deps: Pick<Deps, 'db' | 'blobs'>,
  { ownerId, componentId }: { ownerId: string; componentId: string },
): Promise<DatasetFile> {
  const version = await deps.db.version.findFirst({
    where: { componentId, ownerId, isReady: true, component: { kind: 'dataset' } },
    orderBy: { number: 'desc' },
    select: { id: true, manifest: true },
  });
  if (!version) throw new AppError('not_found', 'No dataset of yours has this id; it may have been deleted.');
  const { fileName, sha256 } = await findOwnBundle(deps, { ownerId, versionId: version.id });
  const file = bundleManifestSchema.parse(version.manifest).files.find(({ path }) => path === rowsPath);
  return {
    fileName: fileName.replace(/\.gaia\.tar$/, '.jsonl'),
    sizeBytes: file?.sizeBytes ?? 0,
    content: rowsOf(deps.blobs.read(sha256)),
  };
}

async function* rowsOf(bundle: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const { path, content } of readTar(bundle, { maxFiles: 2, maxBytes: limits.bundleSizeBytes })) {
    if (path !== rowsPath) continue;
    yield* content;
    return;
  }
}
