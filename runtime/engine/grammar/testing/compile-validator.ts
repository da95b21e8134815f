import type { Ajv, ValidateFunction } from 'ajv';
import { draftOf, openDraft } from '#runtime/engine/grammar/check/child/open-ajv.ts';

/** One for each draft: to make one takes longer than to compile a schema. */
const kept = new Map<ReturnType<typeof draftOf>, Ajv>();

/** What judges a schema's values in the product, without a process of its own. */
export function compileValidator(schema: unknown): ValidateFunction {
  const draft = draftOf(schema);
  const ajv = kept.get(draft) ?? openDraft(draft);
  kept.set(draft, ajv);
  const validate = ajv.compile(schema as object);
  if (typeof schema === 'object' && schema !== null) ajv.removeSchema(schema);
  return validate;
}
