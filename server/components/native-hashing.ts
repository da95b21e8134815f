import { createHash, hash } from 'node:crypto';
import type { Hashing } from '#protocol/bundles/hashing.ts';

/** SHA-256 of the platform, for bundles and chunk ids. */
export const nativeHashing: Hashing = {
  sha256: (bytes) => hash('sha256', bytes, 'buffer'),
  open() {
    const open = createHash('sha256');
    return { update: (bytes) => void open.update(bytes), digest: () => open.digest() };
  },
};
