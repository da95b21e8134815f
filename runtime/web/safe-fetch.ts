export interface SafeRequest {
  /** HTTPS only. */
  url: string;
  method?: string | undefined;
  headers?: Record<string, string> | undefined;
  body?: string | Uint8Array | undefined;
  /** For everything: redirects and the whole body too. */
  timeoutMs: number;
  /** Longest body that is read. */
  maxBytes: number;
  signal: AbortSignal;
}

export interface SafeResponse {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: Uint8Array;
  /** Address that answered, after redirects. */
  url: string;
}

interface SafeStreamResponse extends Omit<SafeResponse, 'body'> {
  /** Fails with the errors of `SafeFetch`; ends the connection when it is left. */
  body: AsyncGenerator<Uint8Array, void, undefined>;
}

/**
 * The one way out to addresses that somebody else wrote: resolves once, refuses private and special ranges, connects to the
 * checked address, checks every redirect again, and bounds size and time. Throws `forbidden` (address or host not allowed),
 * `upstream_failed`, `upstream_timeout`, `too_large`, `client_closed`.
 */
export type SafeFetch = (request: SafeRequest) => Promise<SafeResponse>;

/** `SafeFetch` whose body is read as it comes, under the same checks and bounds. */
export type SafeStream = (request: SafeRequest) => Promise<SafeStreamResponse>;
