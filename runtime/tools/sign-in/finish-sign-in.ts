import { exchangeAuthorization } from '@modelcontextprotocol/client';
import { newId } from '#protocol/new-id.ts';
import type { SignInGrant, SignInPending } from '#protocol/tools/sign-in.ts';
import { openWebFetch } from '#runtime/tools/open-web-fetch.ts';
import type { SafeStream } from '#runtime/web/safe-fetch.ts';
import { signInFailure } from './sign-in-failure.ts';
import { grantOf, tokenIssuer } from './token-issuer.ts';

const timeoutMs = 30_000;

/** Exchanges the code that a browser brought back for tokens. `issuer` is what the answer said it comes from, if anything. Throws as `startSignIn`. */
export async function finishSignIn(
  parts: { stream: SafeStream; clock: () => Date },
  request: { pending: SignInPending; code: string; issuer: string | null },
  signal: AbortSignal,
): Promise<SignInGrant> {
  const { pending, code, issuer } = request;
  const { redirectUri, codeVerifier, ...service } = pending;
  const { host } = new URL(pending.tokenUrl);
  try {
    const tokens = await exchangeAuthorization(service.issuer, {
      ...tokenIssuer(service),
      authorizationCode: code,
      ...(issuer !== null && { iss: issuer }),
      codeVerifier,
      redirectUri,
      fetchFn: openWebFetch(parts.stream, signal, timeoutMs),
    });
    const nowMs = parts.clock().getTime();
    return grantOf(service, tokens, { grantId: newId(nowMs), nowMs });
  } catch (cause) {
    throw signInFailure(cause, { host, signal });
  }
}
