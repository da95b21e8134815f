import { createHash, hash } from 'node:crypto';
import type { Hashing } from '#protocol/bundles/hashing.ts';

/** SHA-256 by OpenSSL: for bundles of any size on this machine. */
export const nativeHashing: Hashing = {
  sha256: (bytes) => hash('sha256', bytes, 'buffer'),
  open: () => {
    const open = createHash('sha256');
    return { update: (bytes) => void open.update(bytes), digest: () => open.digest() };
  },
};
