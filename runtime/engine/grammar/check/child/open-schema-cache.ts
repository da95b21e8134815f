import { Script } from 'node:vm';
import type { ValidateFunction } from 'ajv';
import type { CheckAnswer } from '#runtime/engine/grammar/check/check-messages.ts';
import { openAjv } from './open-ajv.ts';

const keptSchemas = 32;
/** Shorter than the parent's patience: a hostile pattern ends here, and without this process. */
const timeoutMs = 1_500;
const callCheck = new Script('globalThis.checkSchemaNow()');

/** Validators of the schemas that were asked for last. */
export function openSchemaCache() {
  const kept = new Map<string, ValidateFunction>();

  function validatorOf(schemaText: string): ValidateFunction {
    const schema: unknown = JSON.parse(schemaText);
    const validate = kept.get(schemaText) ?? openAjv(schema).compile(schema as object);
    kept.delete(schemaText);
    kept.set(schemaText, validate);
    const [oldest] = kept.keys();
    if (kept.size > keptSchemas && oldest !== undefined) kept.delete(oldest);
    return validate;
  }

  return {
    /** What is wrong with the schema or the text, null when nothing is. */
    findProblem(schemaText: string, text: string | undefined): CheckAnswer['problem'] {
      try {
        const validate = withinTime(() => validatorOf(schemaText));
        if (text === undefined) return null;
        const reason = findMisfit(validate, text);
        return reason === null ? null : { of: 'text', reason };
      } catch (cause) {
        return { of: 'schema', reason: cause instanceof Error ? cause.message : String(cause) };
      }
    },
  };
}

function findMisfit(validate: ValidateFunction, text: string): string | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'it is not JSON';
  }
  try {
    if (withinTime(() => validate(value))) return null;
  } catch {
    return 'it could not be checked in time';
  }
  const [error] = validate.errors ?? [];
  return `${error?.instancePath || 'the value'} ${error?.message ?? 'does not fit'}`;
}

/** Runs a function under the engine's own time limit, which ends a pattern's backtracking too. */
function withinTime<Result>(run: () => Result): Result {
  let result: Result | undefined;
  Object.assign(globalThis, {
    checkSchemaNow: () => {
      result = run();
    },
  });
  callCheck.runInThisContext({ timeout: timeoutMs });
  return result as Result;
}
