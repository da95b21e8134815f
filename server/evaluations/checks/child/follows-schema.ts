import { Ajv, type Options } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

const options: Options = { strict: false, allErrors: false, validateFormats: true };

/** Whether a text is JSON that follows a JSON Schema (draft 2020-12 unless it names an older one), and if not, where. */
export function followsSchema(schemaText: string, text: string): { hasPassed: boolean; detail: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { hasPassed: false, detail: 'The answer is not JSON.' };
  }
  try {
    const schema = JSON.parse(schemaText);
    const validator = openValidator(typeof schema?.$schema === 'string' ? schema.$schema : '');
    formats.default(validator as Parameters<typeof formats.default>[0]);
    const validate = validator.compile(schema);
    if (validate(value)) return { hasPassed: true, detail: 'The answer follows the schema.' };
    const [error] = validate.errors ?? [];
    return { hasPassed: false, detail: `${error?.instancePath || 'The answer'} ${error?.message ?? 'is wrong'}.` };
  } catch (cause) {
    return { hasPassed: false, detail: `The schema can't be used: ${cause instanceof Error ? cause.message : cause}` };
  }
}

function openValidator(draft: string) {
  if (draft.includes('draft-07') || draft.includes('draft-06')) return new Ajv(options);
  return draft.includes('2019-09') ? new Ajv2019(options) : new Ajv2020(options);
}
