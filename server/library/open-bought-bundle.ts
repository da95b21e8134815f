import { openContentRoot } from '#protocol/bundles/content-root.ts';
import { openSealedBundle } from '#protocol/bundles/open-sealed-bundle.ts';
import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import { assertStorageLeft } from '#server/components/assert-storage-left.ts';
import type { BoughtContent } from '#server/components/bought-content.ts';
import { keepBlob } from '#server/components/keep-blob.ts';
import { nativeHashing } from '#server/components/native-hashing.ts';
import type { Deps } from '#server/deps-type.ts';
import { findContentKey, type LicensedContent } from './find-content-key.ts';

export interface BoughtBundle {
  bought: BoughtContent;
  /** The plain bundle; whoever reads it checks its root. */
  content: AsyncIterable<Uint8Array>;
}

/** The bundle of a version that the account may use: found here or by its content identifier, decrypted where it is private. Throws what `findContentKey` throws, and `not_found` when nobody has it. */
export async function openBoughtBundle(deps: Deps, version: LicensedContent & { cid: string }): Promise<BoughtBundle> {
  const { ownerId, deedId, contentRoot } = version;
  const key = await findContentKey(deps, version);
  const stored = await findStored(deps, version);
  await assertStorageLeft(deps, { ownerId, sizeBytes: stored.sizeBytes * (key ? 2 : 1) });
  const content = deps.blobs.read(stored.sha256);
  if (!key) return { bought: { contentRoot, licence: null, sealedBlobId: null }, content };
  const cipherRoot = await rootOf(deps, stored.sha256);
  const blob = await deps.db.$transaction((tx) =>
    keepBlob(deps, tx, { ownerId, ...stored, mime: 'application/octet-stream' }),
  );
  return {
    bought: { contentRoot, licence: { deedId, contentRoot, cipherRoot }, sealedBlobId: blob.id },
    content: openSealedBundle(content, key),
  };
}

/** The bytes as they are stored: of the plain bundle, or of the encrypted one. */
async function findStored(
  deps: Deps,
  version: LicensedContent & { cid: string },
): Promise<{ sha256: string; sizeBytes: number }> {
  const { contentRoot, keyCommitment, cid } = version;
  const blob = { select: { sha256: true, sizeBytes: true } } as const;
  const row = keyCommitment
    ? await deps.db.contentKey.findFirst({ where: { contentRoot, commitment: keyCommitment }, select: { blob } })
    : await deps.db.version.findFirst({ where: { contentRoot, blobId: { not: null } }, select: { blob } });
  const here = row?.blob;
  if (here && (await deps.blobs.has(here.sha256))) return { sha256: here.sha256, sizeBytes: Number(here.sizeBytes) };
  const { node } = deps.ipfs;
  if (node) return deps.blobs.put(node.read(cid), { maxBytes: limits.bundleSizeBytes + limits.sealingBytes });
  throw new AppError(
    'not_found',
    `The bundle (${cid}) is not in this studio; ask its creator for it, or give GAIA_IPFS_API a node that can fetch it.`,
  );
}

async function rootOf(deps: Pick<Deps, 'blobs'>, sha256: string): Promise<string> {
  const root = openContentRoot(nativeHashing);
  for await (const part of deps.blobs.read(sha256)) root.update(part);
  return root.root();
}
