import { localOwnerId } from '#server/accounts/ensure-local-owner.ts';

/** Only the local owner can be let in by a link, which `npm run sign-in-link` prints. */
export function hasOnlyWallets(ownerId: string): boolean {
  return ownerId !== localOwnerId;
}
