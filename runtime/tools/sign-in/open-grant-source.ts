import { refreshAuthorization } from '@modelcontextprotocol/client';
import { AppError } from '#protocol/errors.ts';
import { type SignInGrant, signInGrantSchema } from '#protocol/tools/sign-in.ts';
import { openWebFetch } from '#runtime/tools/open-web-fetch.ts';
import type { SafeStream } from '#runtime/web/safe-fetch.ts';
import type { GrantBook } from './open-grant-book.ts';
import { signInFailure } from './sign-in-failure.ts';
import { grantOf, tokenIssuer } from './token-issuer.ts';

/** A token is asked for again this long before it expires. */
const earlyMs = 30_000;
const refreshTimeoutMs = 20_000;

/** Access tokens of sign-ins with a browser. `secret` is the value of the slot, as the sign-in made it. */
export interface GrantSource {
  /** An access token that is good now, fetched anew with the refresh token where it has to be. Throws `upstream_failed` when a person must sign in again. */
  token(secret: string): Promise<string>;
  /** Says that a service refused this token before its time. */
  refuse(secret: string, accessToken: string): void;
  /** What may stand in no answer: the tokens, old and new. */
  words(secret: string): string[];
}

/** Opens the tokens of a node. Calls that need a new one at the same time share one refresh. */
export function openGrantSource(parts: { stream: SafeStream; book: GrantBook; clock: () => Date }): GrantSource {
  const refused = new Map<string, string>();
  const refreshing = new Map<string, Promise<SignInGrant>>();

  function newest(secret: string): SignInGrant {
    const delivered = readGrant(secret);
    return parts.book.find(delivered.grantId) ?? delivered;
  }
  function isGood({ grantId, accessToken, expiresAtMs }: SignInGrant): boolean {
    if (refused.get(grantId) === accessToken) return false;
    return expiresAtMs === null || expiresAtMs - earlyMs > parts.clock().getTime();
  }
  async function refresh(grant: SignInGrant): Promise<SignInGrant> {
    const fresh = await fetchAnew(parts, grant);
    parts.book.keep(fresh);
    refused.delete(grant.grantId);
    return fresh;
  }

  return {
    async token(secret) {
      const grant = newest(secret);
      if (isGood(grant)) return grant.accessToken;
      const { grantId } = grant;
      const running = refreshing.get(grantId) ?? refresh(grant).finally(() => refreshing.delete(grantId));
      refreshing.set(grantId, running);
      return (await running).accessToken;
    },
    refuse: (secret, accessToken) => void refused.set(readGrant(secret).grantId, accessToken),
    words(secret) {
      const grants = [readGrant(secret), newest(secret)];
      const words = grants.flatMap(({ accessToken, refreshToken, client }) => [
        ...[accessToken, refreshToken, client.client_secret],
      ]);
      return [...new Set(words.flatMap((word) => word ?? []))];
    },
  };
}

function readGrant(secret: string): SignInGrant {
  try {
    return signInGrantSchema.parse(JSON.parse(secret));
  } catch (cause) {
    throw new AppError(
      'invalid_input',
      'What is kept for this tool is no sign-in; sign in at the tool, and deploy again.',
      {
        cause,
      },
    );
  }
}

async function fetchAnew(
  parts: { stream: SafeStream; clock: () => Date },
  { grantId, refreshToken, ...service }: SignInGrant,
): Promise<SignInGrant> {
  const { host } = new URL(service.tokenUrl);
  if (refreshToken === null)
    throw new AppError('upstream_failed', `The sign-in at ${host} has ended; sign in at the tool, and deploy again.`);
  // For everybody who waits: no caller who leaves ends it.
  const { signal } = new AbortController();
  try {
    const tokens = await refreshAuthorization(service.issuer, {
      ...tokenIssuer(service),
      refreshToken,
      fetchFn: openWebFetch(parts.stream, signal, refreshTimeoutMs),
    });
    return grantOf(service, tokens, { grantId, nowMs: parts.clock().getTime() });
  } catch (cause) {
    throw signInFailure(cause, { host, signal });
  }
}
