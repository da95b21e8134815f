import { below, malformed, type Reading, unsupported } from './reading.ts';
import type { Located } from './spec.ts';

export type SchemaObject = Record<string, unknown>;

/** A schema object, where it stands, and the document it is part of. */
export interface Reader {
  reading: Reading;
  schema: SchemaObject;
  pointer: string;
}

/** A keyword that the grammar doesn't enforce: refused when strict, else left to the check. */
export function leaveOut({ reading, pointer }: Reader, keyword: string, why: string): void {
  if (reading.isStrict) {
    throw unsupported(reading, { pointer: below(pointer, keyword) }, `The keyword "${keyword}" ${why}`);
  }
  reading.needsCheck = true;
}

/** A keyword's number, which has to be whole and not negative. */
export function readCount({ reading, schema, pointer }: Reader, keyword: string): number | undefined {
  const value = schema[keyword];
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  throw malformed(reading, below(pointer, keyword), `"${keyword}" must be a whole number from 0 on`);
}

/** A schema below a keyword. */
export function located({ schema, pointer }: Reader, ...steps: readonly (string | number)[]): Located {
  let value: unknown = schema;
  for (const step of steps) value = (value as Record<string, unknown>)[step];
  return { schema: value, pointer: below(pointer, ...steps) };
}
