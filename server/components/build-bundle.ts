import { openContentRoot } from '#protocol/bundles/content-root.ts';
import { manifestPath } from '#protocol/bundles/read-bundle.ts';
import { writeTar } from '#protocol/bundles/write-tar.ts';
import { canonicalJson } from '#protocol/canonical-json.ts';
import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import { type BundleManifest, bundleManifestSchema } from '#protocol/manifests/bundle-manifest.ts';
import { signBundleManifest } from '#protocol/signing/sign-bundle-manifest.ts';
import { openAccountKey } from '#server/accounts/open-account-key.ts';
import type { Deps } from '#server/deps-type.ts';
import { nativeHashing } from './native-hashing.ts';

export interface BundleSource {
  path: string;
  sizeBytes: number;
  sha256: string;
  open(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** What a manifest says beside its files, its creator and its signature. */
export type BundleFacts = Pick<
  BundleManifest,
  | 'kind'
  | 'name'
  | 'description'
  | 'version'
  | 'createdAt'
  | 'licence'
  | 'parents'
  | 'knowledge'
  | 'prompt'
  | 'tool'
  | 'plugin'
  | 'agent'
  | 'model'
  | 'dataset'
>;

export interface BuiltBundle {
  manifest: BundleManifest;
  contentRoot: string;
  /** Of the whole tar: the blob's name. */
  sha256: string;
  sizeBytes: number;
}

/** Signs a manifest over these files with the owner's key and stores manifest and files as a bundle. The same input gives the same bytes. */
export async function buildBundle(
  deps: Pick<Deps, 'db' | 'secrets' | 'blobs'>,
  input: { ownerId: string; facts: BundleFacts; files: readonly BundleSource[] },
): Promise<BuiltBundle> {
  const signer = await openAccountKey(deps, input);
  const files = input.files
    .map(({ path, sizeBytes, sha256 }) => ({ path, sizeBytes, sha256 }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const unsigned = { format: 'gaianet.bundle/1', ...input.facts, creator: signer.address, files };
  const manifest = bundleManifestSchema.parse({
    ...unsigned,
    signature: await signBundleManifest(signer, bundleManifestSchema.parse(unsigned)),
  });
  const manifestBytes = new TextEncoder().encode(canonicalJson(manifest));
  const root = openContentRoot(nativeHashing);
  const tar = writeTar([
    { path: manifestPath, sizeBytes: manifestBytes.byteLength, content: [manifestBytes] },
    ...input.files.map((file) => ({ ...file, content: file.open() })),
  ]);
  async function* rooted() {
    for await (const part of tar) {
      root.update(part);
      yield part;
    }
  }
  const stored = await deps.blobs.put(rooted(), { maxBytes: limits.bundleSizeBytes }).catch(tooLarge(manifest.name));
  return { manifest, contentRoot: root.root(), ...stored };
}

function tooLarge(name: string): (cause: unknown) => never {
  return (cause) => {
    if (!(cause instanceof AppError) || cause.code !== 'too_large') throw cause;
    throw new AppError(
      'too_large',
      `The bundle of "${name}" is larger than ${limits.bundleSizeBytes} bytes; split it.`,
    );
  };
}
