import { AppError } from '#protocol/errors.ts';
import type { LicenceReference } from '#protocol/licences/licence-reference.ts';
import { Prisma } from '#server/generated/client.ts';

/** Content that a licence was bought for: what its version has to remember. */
export interface BoughtContent {
  /** Root that the deed says. */
  contentRoot: string;
  /** For nodes, where it is private. */
  licence: LicenceReference | null;
  /** Blob row of the encrypted bundle, where it is private. */
  sealedBlobId: string | null;
}

/** Throws `unreadable_document` unless the bundle is the one that was bought. */
export function assertBoughtRoot({ contentRoot }: BoughtContent, found: string): void {
  if (found === contentRoot) return;
  throw new AppError(
    'unreadable_document',
    `The bundle has the root ${found}, and the deed says ${contentRoot}: it is not what was bought. Nothing was installed.`,
  );
}

/** What a version of bought content keeps beside its bundle. */
export function licenceColumns(bought: BoughtContent | null) {
  if (!bought?.licence) return {};
  return { licence: { ...bought.licence }, sealedBlobId: bought.sealedBlobId };
}

/** What a component of bought content keeps: where it comes from, and the mark that all its versions bear. */
export function boughtFacts(bought: BoughtContent | null, contentRoot: string) {
  return { parents: [contentRoot], licence: bought?.licence ? { ...bought.licence } : Prisma.DbNull };
}
