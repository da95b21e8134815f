import {
  type FetchLike,
  RegistrationRejectedError,
  registerClient as register,
  resolveClientMetadata,
} from '@modelcontextprotocol/client';
import type { SignInService } from '#protocol/tools/sign-in.ts';
import type { FoundSignIn } from './find-sign-in.ts';

/** Registers as a client (RFC 7591), without a secret where the service takes such clients; null where it registers nobody by itself. */
export async function registerClient(
  fetchFn: FetchLike,
  { metadata, scope }: FoundSignIn,
  redirectUri: string,
): Promise<SignInService['client'] | null> {
  if (!metadata.registration_endpoint) return null;
  const methods = metadata.token_endpoint_auth_methods_supported ?? [];
  const clientMetadata = resolveClientMetadata({
    redirectUrl: redirectUri,
    clientMetadata: {
      client_name: 'GaiaNet',
      redirect_uris: [redirectUri],
      response_types: ['code'],
      ...(methods.includes('none') && { token_endpoint_auth_method: 'none' }),
    },
  });
  try {
    const asked = { metadata, clientMetadata, fetchFn, ...(scope !== '' && { scope }) };
    const { client_id, client_secret, token_endpoint_auth_method } = await register(metadata.issuer, asked);
    return {
      client_id,
      ...(client_secret && { client_secret }),
      ...(token_endpoint_auth_method && { token_endpoint_auth_method }),
    };
  } catch (cause) {
    if (cause instanceof RegistrationRejectedError) return null;
    throw cause;
  }
}
