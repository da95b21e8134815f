import { AppError } from '#protocol/errors.ts';
import { computeCid } from '#server/blobs/compute-cid.ts';
import type { Deps } from '#server/deps-type.ts';

type PinDeps = Pick<Deps, 'db' | 'blobs' | 'ipfs' | 'clock'>;

/**
 * Has the IPFS node pin a version as it is transported: the encrypted bundle of a private one, else the plain one, so that its content identifier is that of the deed.
 * Safe to repeat. Throws `not_found` for a version that is gone, `upstream_failed` when the node names another identifier than the bytes have.
 */
export async function pinBundle(deps: PinDeps, input: { versionId: string }): Promise<{ root: string; cid: string }> {
  const { node } = deps.ipfs;
  if (!node) throw new AppError('conflict', 'This installation uses no IPFS node; set GAIA_IPFS_API to pin bundles.');
  const { root, sha256 } = await transported(deps, input.versionId);
  const known = await deps.db.pinnedBundle.findUnique({ where: { root }, select: { cid: true } });
  if (known) return { root, cid: known.cid };
  const cid = await computeCid(deps.blobs.read(sha256));
  const pinned = await node.pin(deps.blobs.read(sha256), `${root}.bundle`);
  if (pinned !== cid) {
    throw new AppError(
      'upstream_failed',
      `The IPFS node names the bundle ${pinned}, but its identifier on the deed is ${cid}; set the node to chunks of 256 KiB with raw leaves (the default of Kubo).`,
    );
  }
  const row = { root, cid, pinnedAt: deps.clock() };
  await deps.db.pinnedBundle.upsert({ where: { root }, create: row, update: {}, select: { root: true } });
  return { root, cid };
}

async function transported(deps: PinDeps, versionId: string): Promise<{ root: string; sha256: string }> {
  const version = await deps.db.version.findUnique({
    where: { id: versionId },
    select: {
      contentRoot: true,
      blob: { select: { sha256: true } },
      contentKey: { select: { cipherRoot: true, blob: { select: { sha256: true } } } },
    },
  });
  const sealed = version?.contentKey;
  if (sealed) return { root: sealed.cipherRoot, sha256: sealed.blob.sha256 };
  if (version?.contentRoot && version.blob) return { root: version.contentRoot, sha256: version.blob.sha256 };
  throw new AppError('not_found', 'The version that was to be pinned is gone.');
}
