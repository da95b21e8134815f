import { startAuthorization } from '@modelcontextprotocol/client';
import { type ControlStartSignIn, type ControlStartSignInResult, signInSlots } from '#protocol/control/tool-sign-in.ts';
import { sealSecret } from '#protocol/secrets/seal-secret.ts';
import { type SignInPending, type SignInService, signInPendingSchema } from '#protocol/tools/sign-in.ts';
import { openWebFetch } from '#runtime/tools/open-web-fetch.ts';
import type { SafeStream } from '#runtime/web/safe-fetch.ts';
import { type FoundSignIn, findSignIn } from './find-sign-in.ts';
import { registerClient } from './register-client.ts';
import { signInFailure } from './sign-in-failure.ts';

const timeoutMs = 30_000;

/** `clientSecret` is opened. */
export type StartSignIn = Omit<ControlStartSignIn, 'secrets'> & { clientSecret: string | null };

/** Begins a sign-in with a browser (authorization code with PKCE): where the browser goes, and what the exchange of the code will need. Throws `upstream_failed`, `upstream_timeout`, `forbidden`, `client_closed`. */
export async function startSignIn(
  parts: { stream: SafeStream },
  request: StartSignIn,
  signal: AbortSignal,
): Promise<ControlStartSignInResult> {
  const fetchFn = openWebFetch(parts.stream, signal, timeoutMs);
  const { host } = new URL(request.url);
  try {
    const found = await findSignIn(fetchFn, request.url);
    const wanted = { ...found, scope: request.scope || found.scope };
    const client = givenClient(request) ?? (await registerClient(fetchFn, wanted, request.redirectUri));
    const signInHost = new URL(found.metadata.issuer).host;
    if (!client) return { kind: 'client-needed', host: signInHost };
    return { kind: 'started', host: signInHost, ...(await begin(wanted, client, request)) };
  } catch (cause) {
    throw signInFailure(cause, { host, signal });
  }
}

function givenClient({ clientId, clientSecret }: StartSignIn): SignInService['client'] | null {
  if (clientId === null) return null;
  return { client_id: clientId, ...(clientSecret && { client_secret: clientSecret }) };
}

async function begin(
  { metadata, resource, scope }: FoundSignIn,
  client: SignInService['client'],
  { redirectUri, state, replyKey }: StartSignIn,
): Promise<{ authorizationUrl: string; pending: string }> {
  const { authorizationUrl, codeVerifier } = await startAuthorization(metadata.issuer, {
    metadata,
    clientInformation: client,
    redirectUrl: redirectUri,
    state,
    ...(scope !== '' && { scope }),
    ...(resource !== null && { resource }),
  });
  const pending: SignInPending = signInPendingSchema.parse({
    issuer: metadata.issuer,
    authorizationUrl: metadata.authorization_endpoint,
    tokenUrl: metadata.token_endpoint,
    clientMethods: metadata.token_endpoint_auth_methods_supported ?? [],
    namesIssuer: metadata.authorization_response_iss_parameter_supported === true,
    ...{ resource, client, redirectUri, codeVerifier },
  });
  const text = JSON.stringify(pending);
  return {
    authorizationUrl: authorizationUrl.href,
    pending: sealSecret({ sealingKey: replyKey, slot: signInSlots.pending, text }),
  };
}
