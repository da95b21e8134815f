import { randomBytes } from 'node:crypto';
import { bytesToHex, type Hex, hexToBytes } from 'viem';
import { openContentRoot } from '#protocol/bundles/content-root.ts';
import { sealBundle } from '#protocol/bundles/seal-bundle.ts';
import { sealedSize } from '#protocol/bundles/sealed-layout.ts';
import { keyCommitment } from '#protocol/market/key-commitment.ts';
import { assertStorageLeft } from '#server/components/assert-storage-left.ts';
import { keepBlob } from '#server/components/keep-blob.ts';
import { nativeHashing } from '#server/components/native-hashing.ts';
import type { Deps } from '#server/deps-type.ts';
import { sealKeyEnvelope } from '#server/licences/open-key-envelope.ts';
import type { OwnVersion } from './find-own-version.ts';

export interface SealedVersion {
  cipherRoot: string;
  commitment: string;
  /** SHA-256 of the encrypted bundle: the blob's name. */
  blobSha256: string;
}

const select = { cipherRoot: true, commitment: true, blob: { select: { sha256: true } } } as const;

/** Encrypts a version's bundle with a key of its own and stores it beside the plain one. Safe to repeat, also at once: the first key stays. */
export async function sealVersion(
  deps: Pick<Deps, 'db' | 'blobs' | 'secrets' | 'clock'>,
  version: OwnVersion,
): Promise<SealedVersion> {
  const known = await deps.db.contentKey.findUnique({ where: { versionId: version.id }, select });
  if (known && (await deps.blobs.has(known.blob.sha256))) return sealedVersion(known);
  const { ownerId } = version;
  const plainBytes = version.sizeBytes;
  await assertStorageLeft(deps, { ownerId, sizeBytes: sealedSize(plainBytes) });

  const [key, salt] = [bytesToHex(randomBytes(32)), bytesToHex(randomBytes(32))];
  const stored = await storeSealed(deps, version, key);
  const commitment = keyCommitment({ contentRoot: version.contentRoot as Hex, key, salt });
  return deps.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Version" WHERE "id" = ${version.id}::uuid FOR UPDATE`;
    const first = await tx.contentKey.findUnique({ where: { versionId: version.id }, select });
    if (first) return sealedVersion(first);
    const blob = await keepBlob(deps, tx, { ownerId, ...stored.blob, mime: 'application/octet-stream' });
    const row = {
      versionId: version.id,
      ownerId,
      contentRoot: version.contentRoot,
      cipherRoot: stored.cipherRoot,
      commitment,
      envelope: { ...sealKeyEnvelope(deps, { key, salt }) },
      blobId: blob.id,
      createdAt: deps.clock(),
    };
    return sealedVersion(await tx.contentKey.create({ data: row, select }));
  });
}

async function storeSealed(
  deps: Pick<Deps, 'blobs'>,
  version: OwnVersion,
  key: Hex,
): Promise<{ cipherRoot: string; blob: { sha256: string; sizeBytes: number } }> {
  const root = openContentRoot(nativeHashing);
  async function* rooted() {
    for await (const block of sealBundle(deps.blobs.read(version.blobSha256), hexToBytes(key))) {
      root.update(block);
      yield block;
    }
  }
  const blob = await deps.blobs.put(rooted(), { maxBytes: sealedSize(version.sizeBytes) });
  return { cipherRoot: root.root(), blob };
}

function sealedVersion(row: { cipherRoot: string; commitment: string; blob: { sha256: string } }): SealedVersion {
  return { cipherRoot: row.cipherRoot, commitment: row.commitment, blobSha256: row.blob.sha256 };
}
