import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { readBlockIndex } from '#protocol/bundles/block-index.ts';
import type { DeployRequest } from '#protocol/control/control-api.ts';
import { AppError } from '#protocol/errors.ts';
import type { BundleReference } from '#protocol/manifests/agent-manifest.ts';
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
  for (const reference of request.manifest.knowledge) await fetchBundle(parts, { reference, request, signal }, report);
}

/** Downloads one bundle, unless it is here, and keeps it only if it matches its root; gives where it lies. */
export async function fetchBundle(
  parts: Pick<DeploymentParts, 'home'>,
  input: { reference: BundleReference; request: DeployRequest; signal: AbortSignal },
  report: Report,
): Promise<BundlePlace> {
  const { reference, request, signal } = input;
  await mkdir(path.join(parts.home, 'bundles'), { recursive: true });
  const place = bundlePlace(parts.home, reference);
  const label = `${reference.name} v${reference.version}`;
  if (await isHere(place)) {
    report(`${label} is here already`);
    return place;
  }
  await fetchOne({ place, label, addresses: addressesOf(request, { place, label }), signal }, request, report);
  report(`${label} is here and matches its root`);
  return place;
}

function addressesOf(request: DeployRequest, { place, label }: { place: BundlePlace; label: string }): string[] {
  const address = request.bundleAddresses[place.root];
  if (address) return [address, ...(request.moreAddresses[place.root] ?? [])];
  throw new AppError('invalid_input', `No download address was given for ${label}.`, { param: 'bundleAddresses' });
}

interface Fetching {
  place: BundlePlace;
  label: string;
  addresses: string[];
  signal: AbortSignal;
}

/** Takes the bundle from the first address that gives it; the next one goes on where another broke off. */
async function fetchOne(fetching: Fetching, request: DeployRequest, report: Report): Promise<void> {
  const { place, label, addresses, signal } = fetching;
  const partial = `${place.file}.part`;
  const index = { address: request.blockIndexes[place.root], signal };
  let blocks: Uint8Array[] | undefined;
  for (const [number, address] of addresses.entries()) {
    const isLast = number === addresses.length - 1;
    try {
      // Without the list of blocks, other addresses still serve: then the whole is verified at the end.
      blocks ??= await fetchBlocks(place, index).catch(isLast ? undefined : noBlocks);
      await downloadBundle({ address, partial, sizeBytes: place.sizeBytes, blocks, signal }, (done) =>
        report(`Fetching ${label}`, { done, total: place.sizeBytes }),
      );
      return await keepIfRight(partial, { place, label });
    } catch (cause) {
      signal.throwIfAborted();
      if (isLast || !(cause instanceof AppError)) throw cause;
      report(
        `${originOf(address)} could not give ${label}: ${cause.message} Trying ${originOf(addresses[number + 1])}`,
      );
    }
  }
}

function noBlocks(cause: unknown): Uint8Array[] {
  if (cause instanceof AppError) return [];
  throw cause;
}

/** Only the origin is shown: the rest of an address may let its reader download. */
function originOf(address: string | undefined): string {
  return address ? new URL(address).origin : '';
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
