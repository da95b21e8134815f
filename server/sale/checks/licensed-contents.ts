import type { LicenceReference } from '#protocol/licences/licence-reference.ts';
import type { OwnVersion } from '#server/sale/find-own-version.ts';

/** Content of somebody's deed that a version holds itself; what it only refers to is bought by whoever uses it. */
export interface LicensedContent {
  deedId: string;
  name: string;
}

/** What a version was made of, and the parts whose texts stand in it; each deed once. */
export function licensedContents({ licence, manifest }: Pick<OwnVersion, 'licence' | 'manifest'>): LicensedContent[] {
  const { agent, name } = manifest;
  const marked: { name: string; licence?: LicenceReference | undefined }[] = [
    { name, ...(licence && { licence }) },
    { name, licence: agent?.licence },
    ...(agent?.prompts.licences ?? []),
    ...[...(agent?.tools ?? []), ...(agent?.plugins ?? [])].map((part) => ({
      name: part.component.name,
      licence: part.licence,
    })),
  ];
  const byDeed = new Map<string, LicensedContent>();
  for (const one of marked) {
    if (one.licence && !byDeed.has(one.licence.deedId)) {
      byDeed.set(one.licence.deedId, { deedId: one.licence.deedId, name: one.name });
    }
  }
  return [...byDeed.values()];
}
