import { AppError } from '#protocol/errors.ts';
import type { Located, Spec } from './spec.ts';

/** One schema document while it is read. */
export interface Reading {
  root: unknown;
  /** Refuses keywords that can't be enforced, instead of leaving them to the check. */
  isStrict: boolean;
  /** Name of the request's field, before JSON pointers in errors. */
  param: string;
  /** The grammar allows texts that the schema doesn't. */
  needsCheck: boolean;
  /** Alternatives by pointer. */
  known: Map<string, readonly Spec[]>;
  /** Generates for each branch of a `oneOf` only what fits no other; else what fits, and the check judges. */
  isExclusive: boolean;
  /** When compiling has taken too long, by `performance.now()`. */
  endsAt: number;
}

/** Refuses a keyword that can't be enforced. */
export function unsupported(reading: Reading, { pointer }: Pick<Located, 'pointer'>, what: string): AppError {
  const place = pointer === '' ? 'the root of the schema' : `"${pointer}"`;
  return new AppError('unsupported_schema', `${what}, at ${place}.`, { param: `${reading.param}${pointer}` });
}

/** Refuses a schema that is no JSON Schema. */
export function malformed(reading: Reading, pointer: string, what: string): AppError {
  const place = pointer === '' ? 'the root of the schema' : `"${pointer}"`;
  return new AppError('invalid_input', `The schema is not valid: ${what}, at ${place}.`, {
    param: `${reading.param}${pointer}`,
  });
}

/** Refuses a schema whose compiling has taken too long. */
export function assertInTime(reading: Reading, pointer: string): void {
  if (performance.now() < reading.endsAt) return;
  throw unsupported(reading, { pointer }, 'The schema is too large or too intricate to be compiled');
}

/** A pointer's next step. */
export function below(pointer: string, ...steps: readonly (string | number)[]): string {
  return [pointer, ...steps.map((step) => String(step).replaceAll('~', '~0').replaceAll('/', '~1'))].join('/');
}

/** Whether a value is a JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
