import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { readBlockIndex } from '#protocol/bundles/block-index.ts';
import type { DeployRequest } from '#protocol/control/control-api.ts';
import { AppError } from '#protocol/errors.ts';
import type { DeploymentParts, Report } from '#runtime/deployments/deployment-parts.ts';
import { bundleFileRoot } from '#runtime/deployments/steps/bundle-file-root.ts';
import { type BundlePlace, bundlePlace } from '#runtime/deployments/steps/bundle-place.ts';
import { downloadBundle, sizeOf } from '#runtime/deployments/steps/download-bundle.ts';
import { nativeHashing } from '#runtime/knowledge/native-hashing.ts';

/** Downloads the manifest's knowledge bundles, resuming where an earlier try ended, and keeps only what matches its root. */
export async function fetchBundles(
  parts: DeploymentParts,
  input: { request: DeployRequest; signal: AbortSignal },
  report: Report,
): Promise<void> {
  const { request, signal } = input;
  await mkdir(path.join(parts.home, 'bundles'), { recursive: true });
  for (const reference of request.manifest.knowledge) {
    const place = bundlePlace(parts.home, reference);
    const label = `${reference.name} v${reference.version}`;
    if (await isHere(place)) {
      report(`${label} is here already`);
      continue;
    }
    const address = request.bundleAddresses[place.root];
    if (!address)
      throw new AppError('invalid_input', `No download address was given for ${label}.`, { param: 'bundleAddresses' });
    const partial = `${place.file}.part`;
    const blocks = await fetchBlocks(place, { address: request.blockIndexes[place.root], signal });
    await downloadBundle({ address, partial, sizeBytes: place.sizeBytes, blocks, signal }, (done) =>
      report(`Fetching ${label}`, { done, total: place.sizeBytes }),
    );
    await keepIfRight(partial, { place, label });
    report(`${label} is here and matches its root`);
  }
}

/** A file that was changed since it was fetched is no bundle any more, and goes. */
async function isHere({ file, root }: BundlePlace): Promise<boolean> {
  if ((await sizeOf(file)) === 0) return false;
  if ((await bundleFileRoot(file)) === root) return true;
  await rm(file, { force: true });
  return false;
}

/** The hashes of the bundle's blocks, which belong to its root; none where nobody offers them. */
async function fetchBlocks(
  place: BundlePlace,
  { address, signal }: { address: string | undefined; signal: AbortSignal },
): Promise<Uint8Array[]> {
  if (!address) return [];
  const response = await fetch(address, { signal, redirect: 'error' }).catch((cause: unknown) => {
    signal.throwIfAborted();
    throw new AppError('upstream_failed', 'The gateway was lost before the bundle began; deploy again.', { cause });
  });
  if (!response.ok) {
    throw new AppError(
      'upstream_failed',
      `The gateway answered ${response.status} for the bundle; deploy again to get a fresh address.`,
    );
  }
  return readBlockIndex(new Uint8Array(await response.arrayBuffer()), place, nativeHashing);
}

async function keepIfRight(partial: string, input: { place: BundlePlace; label: string }): Promise<void> {
  const { place, label } = input;
  const root = await bundleFileRoot(partial);
  if (root !== place.root) {
    await rm(partial, { force: true });
    throw new AppError(
      'upstream_failed',
      `${label} arrived damaged (its root is ${root}); deploy again to fetch it anew.`,
    );
  }
  await rename(partial, place.file);
}
