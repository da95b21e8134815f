import type { BundleReference } from '#protocol/manifests/agent-manifest.ts';

export interface FetchedBundle {
  /** Root of the bytes as a node fetches them. */
  root: string;
  isSealed: boolean;
}

/**
 * What a node fetches for knowledge or a model: the encrypted bundle of bought content as it was bought, else the plain one. What was made of bought content (embedded anew, changed) is a bundle of its
 * owner's studio and comes plain; it needs the licence all the same.
 */
export function fetchedBundle({
  contentRoot,
  licence,
}: Pick<BundleReference, 'contentRoot' | 'licence'>): FetchedBundle {
  const isSealed = licence?.contentRoot === contentRoot;
  return { root: isSealed && licence ? licence.cipherRoot : contentRoot, isSealed };
}
