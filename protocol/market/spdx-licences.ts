/** Licences that are offered by name (SPDX identifiers), the usual ones for text, models, data and code first. */
export const spdxLicences = [
  'CC-BY-4.0',
  'CC-BY-SA-4.0',
  'CC-BY-NC-4.0',
  'CC-BY-NC-SA-4.0',
  'CC-BY-ND-4.0',
  'CC-BY-NC-ND-4.0',
  'CC0-1.0',
  'ODbL-1.0',
  'ODC-By-1.0',
  'PDDL-1.0',
  'Apache-2.0',
  'MIT',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MPL-2.0',
  'LGPL-3.0-or-later',
  'GPL-2.0-or-later',
  'GPL-3.0-or-later',
  'AGPL-3.0-or-later',
  'Unlicense',
] as const;

/** Whether a text is the name of one of these licences. */
export function isSpdxName(text: string): boolean {
  return spdxLicences.some((name) => name === text);
}
