import path from 'node:path';
import { sealedSize } from '#protocol/bundles/sealed-layout.ts';
import { fetchedBundle } from '#protocol/licences/fetched-bundle.ts';
import type { BundleReference } from '#protocol/manifests/agent-manifest.ts';

/** What is fetched for a reference, and where it lies. */
export interface BundlePlace {
  file: string;
  /** Of the bytes as they are fetched: the plain bundle, or the encrypted one of licensed content. */
  root: string;
  sizeBytes: number;
}

/** Where a bundle lies in a node's home; its name is its root, so the file's being there means it is right. Licensed bundles stay encrypted on disk. */
export function bundlePlace(home: string, reference: BundleReference): BundlePlace {
  const { sizeBytes } = reference;
  const { root, isSealed } = fetchedBundle(reference);
  const folder = path.join(home, 'bundles');
  if (!isSealed) return { file: path.join(folder, `${root.slice(2)}.tar`), root, sizeBytes };
  return { file: path.join(folder, `${root.slice(2)}.sealed`), root, sizeBytes: sealedSize(sizeBytes) };
}
