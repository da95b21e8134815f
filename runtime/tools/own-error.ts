import { AppError } from '#protocol/errors.ts';

/** The AppError that a library wrapped around what our fetch threw, or null. */
export function ownError(cause: unknown): AppError | null {
  if (cause instanceof AppError) return cause;
  return cause instanceof Error && cause.cause !== undefined ? ownError(cause.cause) : null;
}
