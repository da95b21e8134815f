import type { DeployRequest } from '#protocol/control/control-api.ts';
import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import { findBundle } from '#server/components/find-bundle.ts';
import type { Deps } from '#server/deps-type.ts';
import { makeBundleAddress, makeIndexAddress } from './bundle-address.ts';

type SourceDeps = Pick<Deps, 'db' | 'blobs' | 'secrets' | 'clock' | 'origins' | 'ipfs'>;

/** Where a node can download the bundles of these roots, and the hashes of their blocks: the file store itself where it gives addresses, else the gateway; after them what else holds the bytes. A bundle that is gone has its gateway's address only: the node may hold it already. */
export async function bundleSources(
  deps: SourceDeps,
  roots: readonly string[],
): Promise<Pick<DeployRequest, 'bundleAddresses' | 'moreAddresses' | 'blockIndexes'>> {
  const bundleAddresses: Record<string, string> = {};
  const moreAddresses: Record<string, string[]> = {};
  const blockIndexes: Record<string, string> = {};
  for (const root of roots) {
    const [first, ...more] = await addressesOf(deps, root);
    bundleAddresses[root] = first;
    if (more.length > 0) moreAddresses[root] = more;
    blockIndexes[root] = makeIndexAddress(deps, root);
  }
  return { bundleAddresses, moreAddresses, blockIndexes };
}

async function addressesOf(deps: SourceDeps, root: string): Promise<[string, ...string[]]> {
  const sha256 = await storedHash(deps, root);
  const inStore = sha256 && (await deps.blobs.address(sha256, { seconds: limits.bundleAddressMinutes * 60 }));
  const onIpfs = await ipfsAddress(deps, root);
  const gateway = makeBundleAddress(deps, root);
  const others = onIpfs ? [onIpfs] : [];
  return inStore ? [inStore, gateway, ...others] : [gateway, ...others];
}

async function storedHash(deps: SourceDeps, root: string): Promise<string | null> {
  try {
    return (await findBundle(deps, root)).sha256;
  } catch (cause) {
    if (cause instanceof AppError && cause.code === 'not_found') return null;
    throw cause;
  }
}

async function ipfsAddress(deps: SourceDeps, root: string): Promise<string | null> {
  if (!deps.ipfs.gateway) return null;
  const pinned = await deps.db.pinnedBundle.findUnique({ where: { root }, select: { cid: true } });
  return pinned && new URL(`/ipfs/${pinned.cid}`, deps.ipfs.gateway).href;
}
