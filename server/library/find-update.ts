import { AppError } from '#protocol/errors.ts';
import { type BundleManifest, bundleManifestSchema } from '#protocol/manifests/bundle-manifest.ts';
import { assertBoughtRoot } from '#server/components/bought-content.ts';
import { type RowTexts, readDatasetBundle } from '#server/datasets/read-dataset-bundle.ts';
import type { Deps } from '#server/deps-type.ts';
import { assertHolder, findDeedVersion } from './install-component.ts';
import { openBoughtBundle } from './open-bought-bundle.ts';

export interface OfferedUpdate {
  /** The component as it is installed. */
  componentId: string;
  before: BundleManifest;
  after: BundleManifest;
  /** Rows of a dataset, both times; null for other kinds. */
  rows: { before: RowTexts; after: RowTexts } | null;
}

/** The manifest of an installed component's version and that of another version of its deed, verified; nothing is installed. Throws `not_found` for what isn't installed, `forbidden` with an expired licence. */
export async function findUpdate(
  deps: Deps,
  input: { ownerId: string; deedId: string; number: number },
): Promise<OfferedUpdate> {
  const { ownerId, deedId, number } = input;
  const entry = await deps.db.libraryEntry.findUnique({ where: { ownerId_deedId: { ownerId, deedId } } });
  if (!entry?.componentId) throw new AppError('not_found', 'This is not installed; install it first.');
  await assertHolder(deps, input);
  const present = await deps.db.version.findFirst({
    where: { componentId: entry.componentId, ownerId, contentRoot: entry.contentRoot },
    select: { manifest: true, blob: { select: { sha256: true } } },
  });
  if (!present?.manifest)
    throw new AppError('not_found', 'The version that is installed is gone; update to compare no more.');
  const version = await findDeedVersion(deps, { deedId, number });
  const { bought, content } = await openBoughtBundle(deps, { ownerId, deedId, ...version });
  const after = await readDatasetBundle(content);
  assertBoughtRoot(bought, after.bundle.contentRoot);
  const before = after.rows && present.blob ? await readDatasetBundle(deps.blobs.read(present.blob.sha256)) : null;
  return {
    componentId: entry.componentId,
    before: bundleManifestSchema.parse(present.manifest),
    after: after.bundle.manifest,
    rows: before?.rows && after.rows ? { before: before.rows, after: after.rows } : null,
  };
}
