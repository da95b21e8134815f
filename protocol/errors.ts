/** Every error code of the product, with what each edge says for it. */
export const errorCodes = [
  'invalid_input',
  'unsupported_schema',
  'context_length_exceeded',
  'unauthenticated',
  'insufficient_credits',
  'forbidden',
  'not_found',
  'model_not_found',
  'conflict',
  'already_used',
  'gone',
  'too_large',
  'unsupported_media',
  'unreadable_document',
  'rate_limited',
  'queue_full',
  'client_closed',
  'internal',
  'node_offline',
  'loading',
  'engine_crashed',
  'upstream_failed',
  'upstream_timeout',
  'insufficient_resources',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

type OpenAiErrorType =
  | 'invalid_request_error'
  | 'authentication_error'
  | 'permission_error'
  | 'insufficient_quota'
  | 'rate_limit_error'
  | 'server_error';

type TrpcCode =
  | 'BAD_REQUEST'
  | 'UNAUTHORIZED'
  | 'PAYMENT_REQUIRED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'PAYLOAD_TOO_LARGE'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'UNPROCESSABLE_CONTENT'
  | 'TOO_MANY_REQUESTS'
  | 'CLIENT_CLOSED_REQUEST'
  | 'INTERNAL_SERVER_ERROR'
  | 'BAD_GATEWAY'
  | 'SERVICE_UNAVAILABLE'
  | 'GATEWAY_TIMEOUT';

interface ErrorRow {
  status: number;
  openAiType: OpenAiErrorType;
  trpcCode: TrpcCode;
  /** What a person reads when the error carries no better sentence. */
  sentence: string;
}

/** HTTP status, OpenAI `type`, tRPC code and a sentence with a remedy, for each code. */
export const errorTable = {
  invalid_input: row(400, 'invalid_request_error', 'BAD_REQUEST', 'A value is not valid; correct it and try again.'),
  unsupported_schema: row(400, 'invalid_request_error', 'BAD_REQUEST', 'The JSON schema uses a keyword that is not supported here.'),
  context_length_exceeded: row(400, 'invalid_request_error', 'BAD_REQUEST', 'The prompt is longer than the model can read; shorten it.'),
  unauthenticated: row(401, 'authentication_error', 'UNAUTHORIZED', 'Sign in, or send a valid key.'),
  insufficient_credits: row(402, 'insufficient_quota', 'PAYMENT_REQUIRED', 'The balance does not cover this request; top it up.'),
  forbidden: row(403, 'permission_error', 'FORBIDDEN', 'This account may not do that.'),
  not_found: row(404, 'invalid_request_error', 'NOT_FOUND', 'There is nothing at this address.'),
  model_not_found: row(404, 'invalid_request_error', 'NOT_FOUND', 'No deployment has this name; GET /v1/models lists them.'),
  conflict: row(409, 'invalid_request_error', 'CONFLICT', 'This does not fit the present state; reload and try again.'),
  already_used: row(409, 'invalid_request_error', 'CONFLICT', 'This can be used only once and has been used; ask for a new one.'),
  gone: row(410, 'invalid_request_error', 'NOT_FOUND', 'This has expired; ask for a new one.'),
  too_large: row(413, 'invalid_request_error', 'PAYLOAD_TOO_LARGE', 'This is larger than the limit.'),
  unsupported_media: row(415, 'invalid_request_error', 'UNSUPPORTED_MEDIA_TYPE', 'This kind of file cannot be read.'),
  unreadable_document: row(422, 'invalid_request_error', 'UNPROCESSABLE_CONTENT', 'The document could not be read.'),
  rate_limited: row(429, 'rate_limit_error', 'TOO_MANY_REQUESTS', 'Too many requests; wait a moment.'),
  queue_full: row(429, 'rate_limit_error', 'TOO_MANY_REQUESTS', 'The node is busy; try again shortly.'),
  client_closed: row(499, 'invalid_request_error', 'CLIENT_CLOSED_REQUEST', 'The request was cancelled.'),
  internal: row(500, 'server_error', 'INTERNAL_SERVER_ERROR', 'Something went wrong on our side; try again.'),
  node_offline: row(503, 'server_error', 'SERVICE_UNAVAILABLE', 'The node is not connected; start it and try again.'),
  loading: row(503, 'server_error', 'SERVICE_UNAVAILABLE', 'The model is still loading; try again shortly.'),
  engine_crashed: row(503, 'server_error', 'SERVICE_UNAVAILABLE', 'The model engine stopped and is starting again; try again shortly.'),
  upstream_failed: row(502, 'server_error', 'BAD_GATEWAY', 'A service this depends on answered with an error.'),
  upstream_timeout: row(504, 'server_error', 'GATEWAY_TIMEOUT', 'A service this depends on did not answer in time.'),
  insufficient_resources: row(507, 'server_error', 'SERVICE_UNAVAILABLE', 'There is not enough memory or disk for this.'),
} satisfies Record<ErrorCode, ErrorRow>;

function row(status: number, openAiType: OpenAiErrorType, trpcCode: TrpcCode, sentence: string): ErrorRow {
  return { status, openAiType, trpcCode, sentence };
}

export interface AppErrorOptions extends ErrorOptions {
  /** The request field that is wrong, as OpenAI's `param` (`messages[0].content`). */
  param?: string | undefined;
  /** Seconds until a retry makes sense; becomes the `Retry-After` header. */
  retryAfterSeconds?: number | undefined;
}

/** The one error of the product: what went wrong, as a code, and a sentence for the person who can act. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly param: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, message: string = errorTable[code].sentence, options: AppErrorOptions = {}) {
    super(message, options);
    this.name = 'AppError';
    this.code = code;
    this.param = options.param;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }

  get status(): number {
    return errorTable[this.code].status;
  }
}
