import { createHash, randomBytes } from 'node:crypto';

export interface TokenIssuerOptions {
  /** Seconds for which an access token is good; 3,600 unless given. */
  goodSeconds?: number;
  /** Whether people say no. */
  isDenied?: boolean;
  /** What the token address answers instead. */
  token?: (fields: URLSearchParams) => Response;
}

export interface TokenIssuer {
  /** What the token address was sent, oldest first. */
  asked: { fields: URLSearchParams; authorization: string | null }[];
  /** Clients so far, with the addresses they may be sent back to. */
  clients: Map<string, { redirectUris: string[]; secret: string | null }>;
  /** Whether a request carries an access token that is good. */
  admits(headers: Headers): boolean;
  /** Withdraws all access tokens. */
  withdraw(): void;
  register(body: { redirect_uris: string[]; token_endpoint_auth_method?: string }): Response;
  authorize(issuer: string, query: URLSearchParams): Response;
  exchange(fields: URLSearchParams, authorization: string | null): Response;
}

const newWord = () => randomBytes(24).toString('base64url');

/** An authorization server as OAuth 2.1 wants it, in memory: its addresses as functions. Everybody says yes at once. The options may change while it runs. */
export function openTokenIssuer(options: TokenIssuerOptions): TokenIssuer {
  const clients: TokenIssuer['clients'] = new Map();
  const codes = new Map<string, { clientId: string; redirectUri: string; challenge: string }>();
  const accessTokens = new Set<string>();
  const refreshTokens = new Set<string>();
  const asked: TokenIssuer['asked'] = [];

  function issue(): Response {
    const tokens = { access_token: newWord(), refresh_token: newWord() };
    accessTokens.add(tokens.access_token);
    refreshTokens.add(tokens.refresh_token);
    return Response.json({ ...tokens, token_type: 'Bearer', expires_in: options.goodSeconds ?? 3_600 });
  }
  function redeem(fields: URLSearchParams, authorization: string | null): Response {
    const code = codes.get(fields.get('code') ?? '');
    codes.delete(fields.get('code') ?? '');
    const shown = clientOf(fields, authorization);
    const isRight =
      code?.challenge === hashOf(fields.get('code_verifier') ?? '') &&
      code.redirectUri === fields.get('redirect_uri') &&
      code.clientId === shown.id;
    if (!isRight) return refuse('invalid_grant');
    return clients.get(shown.id)?.secret === shown.secret ? issue() : refuse('invalid_client');
  }

  return {
    ...{ asked, clients },
    admits: (headers) => accessTokens.has(headers.get('authorization')?.replace(/^Bearer /, '') ?? ''),
    withdraw: () => accessTokens.clear(),
    register(body) {
      const clientId = newWord();
      const secret = body.token_endpoint_auth_method === 'none' ? null : newWord();
      clients.set(clientId, { redirectUris: body.redirect_uris, secret });
      const told = {
        ...body,
        client_id: clientId,
        ...(secret && { client_secret: secret, client_secret_expires_at: 0 }),
      };
      return Response.json(told, { status: 201 });
    },
    authorize(issuer, query) {
      const clientId = query.get('client_id') ?? '';
      const redirectUri = query.get('redirect_uri') ?? '';
      if (clients.get(clientId)?.redirectUris.includes(redirectUri) !== true)
        return new Response('unknown client or redirect', { status: 400 });
      const back = new URL(redirectUri);
      const code = newWord();
      back.searchParams.set('state', query.get('state') ?? '');
      back.searchParams.set('iss', issuer);
      if (options.isDenied) back.searchParams.set('error', 'access_denied');
      else {
        back.searchParams.set('code', code);
        codes.set(code, { clientId, redirectUri, challenge: query.get('code_challenge') ?? '' });
      }
      return new Response(null, { status: 302, headers: { location: back.href } });
    },
    exchange(fields, authorization) {
      asked.push({ fields, authorization });
      if (options.token) return options.token(fields);
      if (fields.get('grant_type') !== 'refresh_token') return redeem(fields, authorization);
      return refreshTokens.delete(fields.get('refresh_token') ?? '') ? issue() : refuse('invalid_grant');
    },
  };
}

function hashOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}

function clientOf(fields: URLSearchParams, authorization: string | null): { id: string; secret: string | null } {
  if (authorization === null) return { id: fields.get('client_id') ?? '', secret: fields.get('client_secret') };
  const [id = '', secret = ''] = Buffer.from(authorization.replace(/^Basic /, ''), 'base64')
    .toString()
    .split(':');
  return { id: decodeURIComponent(id), secret: decodeURIComponent(secret) };
}

function refuse(error: string): Response {
  return Response.json({ error, error_description: 'words that repeat what was sent' }, { status: 400 });
}
