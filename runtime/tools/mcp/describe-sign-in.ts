import { discoverOAuthServerInfo } from '@modelcontextprotocol/client';
import { openWebFetch } from '#runtime/tools/open-web-fetch.ts';
import type { SafeStream } from '#runtime/web/safe-fetch.ts';

/** Where a server that refused us lets programs sign in, as a sentence for the tool's author (RFC 9728, RFC 8414); empty where it doesn't say. Nothing is sent there but questions. */
export async function describeSignIn(stream: SafeStream, url: string, signal: AbortSignal): Promise<string> {
  const fetchFn = openWebFetch(stream, signal);
  const found = await discoverOAuthServerInfo(url, { fetchFn }).catch(() => null);
  const metadata = found?.authorizationServerMetadata;
  if (!metadata?.token_endpoint) return '';
  const grants = metadata.grant_types_supported ?? [];
  const { host } = new URL(metadata.issuer);
  const takes = grants.includes('client_credentials')
    ? `also takes client credentials; tokens come from ${metadata.token_endpoint.slice(0, 300)}`
    : 'has no client credentials';
  return ` People sign in at ${host}, which ${takes}.`;
}
