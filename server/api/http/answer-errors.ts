import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';
import { getDeps } from '#server/api/context.ts';

/** Wraps an HTTP edge so that every failure leaves as `{error: {code, message, field}}` with the status of the error table. */
export function answerErrors<Rest extends unknown[]>(
  answer: (request: Request, ...rest: Rest) => Promise<Response>,
): (request: Request, ...rest: Rest) => Promise<Response> {
  return async (request, ...rest) => {
    try {
      return await answer(request, ...rest);
    } catch (cause) {
      const known = await knownError(cause, request);
      const body = { error: { code: known.code, message: known.message, field: known.param ?? null } };
      const headers: Record<string, string> = { 'cache-control': 'no-store' };
      if (known.retryAfterSeconds) headers['retry-after'] = String(known.retryAfterSeconds);
      return Response.json(body, { status: known.status, headers });
    }
  };
}

async function knownError(cause: unknown, request: Request): Promise<AppError> {
  if (cause instanceof AppError) return cause;
  if (cause instanceof z.ZodError) return new AppError('invalid_input', z.prettifyError(cause));
  const deps = getDeps();
  deps.log.error({ err: cause, method: request.method, path: new URL(request.url).pathname }, 'request.failed');
  return new AppError('internal');
}
