import { AppError } from '#protocol/errors.ts';
import { openAiError } from '#protocol/open-ai-error.ts';
import { FieldError } from './parse-fields.ts';

/** The body of an error, exactly as OpenAI's API shapes it. */
export function errorBody(cause: unknown): {
  error: { message: string; type: string; param: string | null; code: string };
} {
  const { error } = openAiError(cause);
  return { error: cause instanceof FieldError ? { ...error, code: cause.openAiCode } : error };
}

/** An error as an HTTP response, with `Retry-After` where trying again makes sense. No stack, no path. */
export function errorResponse(cause: unknown): Response {
  const { status } = openAiError(cause);
  const seconds = cause instanceof AppError ? cause.retryAfterSeconds : undefined;
  const headers = seconds === undefined ? {} : { 'retry-after': String(Math.max(1, Math.ceil(seconds))) };
  return Response.json(errorBody(cause), { status, headers });
}
