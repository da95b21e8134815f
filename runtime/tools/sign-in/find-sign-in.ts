import {
  type AuthorizationServerMetadata,
  checkResourceAllowed,
  discoverOAuthServerInfo,
  extractWWWAuthenticateParams,
  type FetchLike,
} from '@modelcontextprotocol/client';
import { AppError } from '#protocol/errors.ts';

/** Where programs sign in to a server, and what for. */
export interface FoundSignIn {
  metadata: AuthorizationServerMetadata;
  /** As the server names itself (RFC 8707); null where it doesn't. */
  resource: string | null;
  /** What the server asks for, separated by spaces; empty where it doesn't say. */
  scope: string;
}

/** Asks a server where it wants programs to sign in (RFC 9728), and that service how (RFC 8414). Throws `upstream_failed` where it doesn't say, or says what can't be trusted. */
export async function findSignIn(fetchFn: FetchLike, url: string): Promise<FoundSignIn> {
  const { host } = new URL(url);
  const challenge = await readChallenge(fetchFn, url);
  const { resourceMetadataUrl } = challenge;
  const found = await discoverOAuthServerInfo(url, { fetchFn, ...(resourceMetadataUrl && { resourceMetadataUrl }) });
  const { authorizationServerMetadata: metadata, resourceMetadata } = found;
  if (!metadata)
    throw new AppError(
      'upstream_failed',
      `${host} doesn't say where to sign in. Give the tool a token, or client credentials, if it takes them.`,
    );
  const resource = resourceMetadata?.resource ?? null;
  if (resource !== null && !checkResourceAllowed({ requestedResource: url, configuredResource: resource }))
    throw new AppError('forbidden', `${host} names another server as the one to sign in to, so nothing was sent.`);
  assertUsable(metadata);
  return {
    metadata,
    resource,
    scope: scopeOf(challenge.scope ?? resourceMetadata?.scopes_supported?.join(' '), metadata),
  };
}

/** What the server's refusal says (RFC 9728 §5.1). */
async function readChallenge(fetchFn: FetchLike, url: string) {
  const answer = await fetchFn(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' }),
  });
  await answer.body?.cancel();
  return extractWWWAuthenticateParams(answer);
}

function assertUsable(metadata: AuthorizationServerMetadata): void {
  const { issuer, authorization_endpoint: page, token_endpoint: tokens } = metadata;
  const { host } = new URL(issuer);
  for (const address of [page, tokens]) {
    const url = URL.canParse(address) ? new URL(address) : null;
    if (url?.protocol !== 'https:' || url.username !== '' || url.hash !== '')
      throw new AppError(
        'forbidden',
        `${host} signs people in at an address that is not plain https; nothing was sent.`,
      );
  }
  if (metadata.code_challenge_methods_supported?.includes('S256') !== true)
    throw new AppError(
      'upstream_failed',
      `${host} doesn't say that it takes PKCE with S256, without which a sign-in can be stolen. Give the tool a token instead.`,
    );
}

/** A refresh token is asked for where the service gives one only then. */
function scopeOf(scope: string | undefined, metadata: AuthorizationServerMetadata): string {
  const asked = (scope ?? '').split(' ').filter(Boolean);
  if (metadata.scopes_supported?.includes('offline_access')) asked.push('offline_access');
  return [...new Set(asked)].join(' ');
}
