import { AppError } from '#protocol/errors.ts';
import type { SentError } from './messages.ts';

/** Makes an error fit for another process; what is not an `AppError` becomes `internal` with its message. */
export function sendError(error: unknown): SentError {
  if (error instanceof AppError) {
    const { code, message, param, retryAfterSeconds } = error;
    return { code, message, param, retryAfterSeconds };
  }
  const reason = error instanceof Error ? error.message : String(error);
  return {
    code: 'internal',
    message: `The model engine failed: ${reason}`,
    param: undefined,
    retryAfterSeconds: undefined,
  };
}

/** The error that the other process sent. */
export function receiveError({ code, message, param, retryAfterSeconds }: SentError): AppError {
  return new AppError(code, message, { param, retryAfterSeconds });
}
