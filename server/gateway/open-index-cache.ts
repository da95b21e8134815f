import { makeBlockIndex } from '#protocol/bundles/block-index.ts';
import { nativeHashing } from '#server/components/native-hashing.ts';
import type { Deps } from '#server/deps-type.ts';

const keptIndexes = 64;

/** Block hashes of stored bundles, read once: a download by many nodes costs one reading. */
export function openIndexCache(deps: Pick<Deps, 'blobs'>): { of(sha256: string): Promise<Uint8Array> } {
  const kept = new Map<string, Promise<Uint8Array>>();
  return {
    of(sha256) {
      const known = kept.get(sha256) ?? makeBlockIndex(deps.blobs.read(sha256), nativeHashing);
      kept.delete(sha256);
      kept.set(sha256, known);
      known.catch(() => kept.delete(sha256));
      const [oldest] = kept.keys();
      if (kept.size > keptIndexes && oldest !== undefined) kept.delete(oldest);
      return known;
    },
  };
}
