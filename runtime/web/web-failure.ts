import { AppError } from '#protocol/errors.ts';

export interface FailedRequest {
  /** Host and port only: an address may hold keys in its query. */
  host: string;
  timeoutMs: number;
  signal: AbortSignal;
  timeout: AbortSignal;
}

/** Failures that happen before a byte of the request was sent. */
const unreached = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** What a failed request means, as an `AppError` that names the host. */
export function webFailure(cause: unknown, request: FailedRequest): AppError {
  if (cause instanceof AppError) return cause;
  const { host } = request;
  if (request.signal.aborted) return new AppError('client_closed', undefined, { cause });
  if (request.timeout.aborted) {
    return new AppError('upstream_timeout', `${host} did not answer within ${request.timeoutMs / 1_000} s.`, { cause });
  }
  const code = codeOf(cause);
  if (code === 'UND_ERR_CONNECT_TIMEOUT') {
    return new AppError('upstream_timeout', `${host} could not be reached in time.`, { cause });
  }
  if (code === 'UND_ERR_INVALID_ARG') {
    return new AppError(
      'invalid_input',
      `The request to ${host} is not valid: a header or the method holds signs that are not allowed.`,
      { cause },
    );
  }
  return new AppError('upstream_failed', sentenceOf(code, host), { cause });
}

/** Whether the request failed before anything of it was sent, so that sending it again can't do a thing twice. */
export function wasNeverSent(error: unknown): boolean {
  return error instanceof AppError && unreached.has(codeOf(error.cause));
}

function sentenceOf(code: string, host: string): string {
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return `${host} sent more headers than are read.`;
  if (unreached.has(code)) return `${host} could not be reached (${code}).`;
  if (/CERT|SIGNED|ERR_TLS|UNABLE_TO/.test(code)) {
    return `The certificate of ${host} is not valid (${code}). A certificate authority of one's own goes into "certificateFiles" in policy.json on the node.`;
  }
  return `The connection to ${host} broke off${code ? ` (${code})` : ''}.`;
}

/** The code of an error, or of the first inside an AggregateError, as happens when a host has several addresses. */
function codeOf(cause: unknown): string {
  if (typeof cause !== 'object' || cause === null) return '';
  if ('code' in cause && typeof cause.code === 'string') return cause.code;
  if (cause instanceof AggregateError) return codeOf(cause.errors[0]);
  return '';
}
