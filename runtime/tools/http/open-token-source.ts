import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';
import type { ToolAuth } from '#protocol/tools/tool-definition.ts';
import type { SafeFetch, SafeResponse } from '#runtime/web/safe-fetch.ts';

type OAuth2 = Extract<ToolAuth, { kind: 'oauth2' }>;

interface TokenRequest {
  auth: OAuth2;
  secret: string;
  timeoutMs: number;
  signal: AbortSignal;
}

/** Access tokens of OAuth 2.0 client credentials (RFC 6749 §4.4), kept until they expire. */
export interface TokenSource {
  /** Throws `upstream_failed` with what the token service said. */
  token(request: TokenRequest): Promise<string>;
  /** Lets go of a token that a service refused. */
  forget(request: Pick<TokenRequest, 'auth' | 'secret'>): void;
}

/** A token is asked for again this long before it expires. */
const earlyMs = 30_000;
/** Kept where the service doesn't say how long it is good. */
const silentMs = 300_000;
const kept = 200;

const tokenSchema = z.object({
  access_token: z.string().min(1).max(20_000),
  token_type: z.string().optional(),
  expires_in: z.coerce.number().positive().optional(),
});

/** Opens an empty source. */
export function openTokenSource(parts: { fetch: SafeFetch; now: () => number }): TokenSource {
  const tokens = new Map<string, { token: string; untilMs: number }>();
  return {
    async token(request) {
      const key = keyOf(request);
      const known = tokens.get(key);
      if (known && known.untilMs > parts.now()) return known.token;
      const { access_token: token, expires_in: seconds } = await requestToken(parts.fetch, request);
      const goodMs = seconds === undefined ? silentMs : Math.max(0, seconds * 1_000 - earlyMs);
      tokens.set(key, { token, untilMs: parts.now() + goodMs });
      const [oldest] = tokens.keys();
      if (tokens.size > kept && oldest !== undefined) tokens.delete(oldest);
      return token;
    },
    forget: (request) => void tokens.delete(keyOf(request)),
  };
}

function keyOf({ auth, secret }: Pick<TokenRequest, 'auth' | 'secret'>): string {
  return createHash('sha256')
    .update(JSON.stringify([auth.tokenUrl, auth.clientId, auth.scope, secret]))
    .digest('hex');
}

/** First with HTTP basic authentication, which every service must take (§2.3.1); those that refuse it get the pair in the body. */
async function requestToken(fetch: SafeFetch, request: TokenRequest): Promise<z.infer<typeof tokenSchema>> {
  const { auth, secret } = request;
  const grant = { grant_type: 'client_credentials', ...(auth.scope === '' ? {} : { scope: auth.scope }) };
  const pair = Buffer.from(`${formText(auth.clientId)}:${formText(secret)}`).toString('base64');
  const first = await post(fetch, request, { fields: grant, authorization: `Basic ${pair}` });
  if (first.status === 200) return read(first, auth);
  if (first.status !== 400 && first.status !== 401) throw refusal(first, auth);
  const second = await post(fetch, request, { fields: { ...grant, client_id: auth.clientId, client_secret: secret } });
  if (second.status === 200) return read(second, auth);
  throw refusal(second, auth);
}

async function post(
  fetch: SafeFetch,
  { auth, timeoutMs, signal }: TokenRequest,
  { fields, authorization }: { fields: Record<string, string>; authorization?: string },
): Promise<SafeResponse> {
  return fetch({
    url: auth.tokenUrl,
    method: 'POST',
    headers: {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
      ...(authorization ? { authorization } : {}),
    },
    body: new URLSearchParams(fields).toString(),
    maxBytes: 100_000,
    timeoutMs,
    signal,
  });
}

function read({ body }: SafeResponse, auth: OAuth2): z.infer<typeof tokenSchema> {
  try {
    return tokenSchema.parse(JSON.parse(Buffer.from(body).toString()));
  } catch (cause) {
    throw new AppError('upstream_failed', `${hostOf(auth)} answered without an access token.`, { cause });
  }
}

/** Only the code that the standard lists is told: descriptions repeat what was sent. */
function refusal({ status, body }: SafeResponse, auth: OAuth2): AppError {
  const [code] =
    /invalid_request|invalid_client|invalid_grant|unauthorized_client|unsupported_grant_type|invalid_scope/.exec(
      Buffer.from(body).toString(),
    ) ?? ['no reason given'];
  return new AppError(
    'upstream_failed',
    `${hostOf(auth)} gave no access token (status ${status}, ${code}); check client id, scope and the secret "${auth.secret}".`,
  );
}

function hostOf({ tokenUrl }: OAuth2): string {
  return new URL(tokenUrl).host;
}

function formText(text: string): string {
  return new URLSearchParams({ a: text }).toString().slice(2);
}
