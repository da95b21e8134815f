import type { SignInGrant } from '#protocol/tools/sign-in.ts';
import type { GrantBook } from '#runtime/tools/sign-in/open-grant-book.ts';

/** A book that is gone with the test. */
export function openMemoryBook(): GrantBook {
  const grants = new Map<string, SignInGrant>();
  return {
    find: (grantId) => grants.get(grantId) ?? null,
    keep: (grant) => void grants.set(grant.grantId, grant),
  };
}
