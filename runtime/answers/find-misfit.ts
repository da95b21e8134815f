import { AppError } from '#protocol/errors.ts';
import type { AnswerFormat } from './answer-format.ts';
import type { AnswerDeps } from './answer-types.ts';

/** Why an answer doesn't have the form that was asked for; null when it has it. */
export async function findMisfit(
  schemas: AnswerDeps['schemas'],
  { kind, schema }: AnswerFormat,
  answer: string,
): Promise<string | null> {
  if (schema) return schemas.findMisfit(schema, answer);
  return kind === 'json_object' && !isObject(answer) ? 'it is no JSON object' : null;
}

/** What a caller is told of an answer that doesn't have its form. */
export function misfitError(reason: string): AppError {
  const message = `The model's answer does not fit the format that was asked for: ${reason}. Try again, or make the schema simpler.`;
  return new AppError('internal', message);
}

function isObject(answer: string): boolean {
  try {
    const value: unknown = JSON.parse(answer);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
