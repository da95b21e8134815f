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
  invalid_input: {
    status: 400,
    openAiType: 'invalid_request_error',
    trpcCode: 'BAD_REQUEST',
    sentence: 'A value is not valid; correct it and try again.',
  },
  unsupported_schema: {
    status: 400,
    openAiType: 'invalid_request_error',
    trpcCode: 'BAD_REQUEST',
    sentence: 'The JSON schema uses a keyword that is not supported here.',
  },
  context_length_exceeded: {
    status: 400,
    openAiType: 'invalid_request_error',
    trpcCode: 'BAD_REQUEST',
    sentence: 'The prompt is longer than the model can read; shorten it.',
  },
  unauthenticated: {
    status: 401,
    openAiType: 'authentication_error',
    trpcCode: 'UNAUTHORIZED',
    sentence: 'Sign in, or send a valid key.',
  },
  insufficient_credits: {
    status: 402,
    openAiType: 'insufficient_quota',
    trpcCode: 'PAYMENT_REQUIRED',
    sentence: 'The balance does not cover this request; top it up.',
  },
  forbidden: {
    status: 403,
    openAiType: 'permission_error',
    trpcCode: 'FORBIDDEN',
    sentence: 'This account may not do that.',
  },
  not_found: {
    status: 404,
    openAiType: 'invalid_request_error',
    trpcCode: 'NOT_FOUND',
    sentence: 'There is nothing at this address.',
  },
  model_not_found: {
    status: 404,
    openAiType: 'invalid_request_error',
    trpcCode: 'NOT_FOUND',
    sentence: 'No deployment has this name; GET /v1/models lists them.',
  },
  conflict: {
    status: 409,
    openAiType: 'invalid_request_error',
    trpcCode: 'CONFLICT',
    sentence: 'This does not fit the present state; reload and try again.',
  },
  already_used: {
    status: 409,
    openAiType: 'invalid_request_error',
    trpcCode: 'CONFLICT',
    sentence: 'This can be used only once and has been used; ask for a new one.',
  },
  gone: {
    status: 410,
    openAiType: 'invalid_request_error',
    trpcCode: 'NOT_FOUND',
    sentence: 'This has expired; ask for a new one.',
  },
  too_large: {
    status: 413,
    openAiType: 'invalid_request_error',
    trpcCode: 'PAYLOAD_TOO_LARGE',
    sentence: 'This is larger than the limit.',
  },
  unsupported_media: {
    status: 415,
    openAiType: 'invalid_request_error',
    trpcCode: 'UNSUPPORTED_MEDIA_TYPE',
    sentence: 'This kind of file cannot be read.',
  },
  unreadable_document: {
    status: 422,
    openAiType: 'invalid_request_error',
    trpcCode: 'UNPROCESSABLE_CONTENT',
    sentence: 'The document could not be read.',
  },
  rate_limited: {
    status: 429,
    openAiType: 'rate_limit_error',
    trpcCode: 'TOO_MANY_REQUESTS',
    sentence: 'Too many requests; wait a moment.',
  },
  queue_full: {
    status: 429,
    openAiType: 'rate_limit_error',
    trpcCode: 'TOO_MANY_REQUESTS',
    sentence: 'The node is busy; try again shortly.',
  },
  client_closed: {
    status: 499,
    openAiType: 'invalid_request_error',
    trpcCode: 'CLIENT_CLOSED_REQUEST',
    sentence: 'The request was cancelled.',
  },
  internal: {
    status: 500,
    openAiType: 'server_error',
    trpcCode: 'INTERNAL_SERVER_ERROR',
    sentence: 'Something went wrong on our side; try again.',
  },
  node_offline: {
    status: 503,
    openAiType: 'server_error',
    trpcCode: 'SERVICE_UNAVAILABLE',
    sentence: 'The node is not connected; start it and try again.',
  },
  loading: {
    status: 503,
    openAiType: 'server_error',
    trpcCode: 'SERVICE_UNAVAILABLE',
    sentence: 'The model is still loading; try again shortly.',
  },
  engine_crashed: {
    status: 503,
    openAiType: 'server_error',
    trpcCode: 'SERVICE_UNAVAILABLE',
    sentence: 'The model engine stopped and is starting again; try again shortly.',
  },
  upstream_failed: {
    status: 502,
    openAiType: 'server_error',
    trpcCode: 'BAD_GATEWAY',
    sentence: 'A service this depends on answered with an error.',
  },
  upstream_timeout: {
    status: 504,
    openAiType: 'server_error',
    trpcCode: 'GATEWAY_TIMEOUT',
    sentence: 'A service this depends on did not answer in time.',
  },
  insufficient_resources: {
    status: 507,
    openAiType: 'server_error',
    trpcCode: 'SERVICE_UNAVAILABLE',
    sentence: 'There is not enough memory or disk for this.',
  },
} satisfies Record<ErrorCode, ErrorRow>;

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
