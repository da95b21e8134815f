import { type LicenceReference, licenceReferenceSchema } from './licence-reference.ts';

/** The `licence` of a reference to a version, as the version keeps it; nothing for one's own. */
export function licencePart(licence: unknown): { licence?: LicenceReference } {
  return licence === null || licence === undefined ? {} : { licence: licenceReferenceSchema.parse(licence) };
}
