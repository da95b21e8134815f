import type { AuthorizationServerMetadata, OAuthTokens } from '@modelcontextprotocol/client';
import { AppError } from '#protocol/errors.ts';
import { type SignInGrant, type SignInService, signInGrantSchema } from '#protocol/tools/sign-in.ts';

/** A service in the words of the OAuth client. */
export function tokenIssuer(service: SignInService) {
  const { client_id, client_secret, token_endpoint_auth_method } = service.client;
  const metadata: AuthorizationServerMetadata = {
    issuer: service.issuer,
    authorization_endpoint: service.authorizationUrl,
    token_endpoint: service.tokenUrl,
    response_types_supported: ['code'],
    authorization_response_iss_parameter_supported: service.namesIssuer,
    ...(service.clientMethods.length > 0 && { token_endpoint_auth_methods_supported: service.clientMethods }),
  };
  return {
    metadata,
    clientInformation: {
      client_id,
      ...(client_secret && { client_secret }),
      ...(token_endpoint_auth_method && { token_endpoint_auth_method }),
    },
    ...(service.resource !== null && { resource: service.resource }),
  };
}

/** The grant that tokens make. Throws `upstream_failed` for tokens that can't be used. */
export function grantOf(
  service: SignInService,
  tokens: OAuthTokens,
  { grantId, nowMs }: { grantId: string; nowMs: number },
): SignInGrant {
  const { host } = new URL(service.tokenUrl);
  if (tokens.token_type.toLowerCase() !== 'bearer')
    throw new AppError('upstream_failed', `${host} gives tokens of another kind than bearer, which can't be used.`);
  const made = signInGrantSchema.safeParse({
    ...service,
    grantId,
    accessToken: tokens.access_token,
    refreshToken: tokens.refresh_token ?? null,
    expiresAtMs: tokens.expires_in === undefined ? null : nowMs + Math.round(tokens.expires_in * 1_000),
  });
  if (made.success) return made.data;
  throw new AppError('upstream_failed', `${host} gives tokens that are longer than 8,000 characters, or none.`);
}
