import { Ajv, type Options } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

const options: Options = { strict: false, logger: false, validateFormats: true };

/** A fresh validator for the draft that a schema names, else for the one whose spellings it uses, else for 2020-12. */
export function openAjv(schema: unknown): Ajv {
  return openDraft(draftOf(schema));
}

/** A fresh validator for a draft. */
export function openDraft(draft: ReturnType<typeof draftOf>): Ajv {
  const ajv = new draft(options);
  formats.default(ajv);
  return ajv;
}

/** The draft that a schema is of. */
export function draftOf(schema: unknown): typeof Ajv | typeof Ajv2019 | typeof Ajv2020 {
  const said = typeof schema === 'object' && schema !== null && '$schema' in schema ? String(schema.$schema) : '';
  if (/draft-0[3467]/.test(said)) return Ajv;
  if (said.includes('2019-09')) return Ajv2019;
  if (said === '' && hasListOfItems(schema)) return Ajv;
  return Ajv2020;
}

/** Drafts before 2020-12 spell `prefixItems` as a list in `items`. */
function hasListOfItems(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null) return false;
  return Object.entries(schema).some(
    ([keyword, inner]) => (keyword === 'items' && Array.isArray(inner)) || hasListOfItems(inner),
  );
}
