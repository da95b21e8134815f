import { findSession, type SignedInAccount } from '#server/accounts/find-session.ts';
import { readSessionCookie } from '#server/accounts/session-cookie.ts';
import { type OpenDeps, openDeps } from '#server/deps.ts';

/** What every procedure and HTTP edge of the studio gets: who asks, and the process's deps. */
export interface ApiContext {
  deps: OpenDeps;
  account: SignedInAccount | null;
  /** For listing sessions: which one this is. */
  sessionId: string | null;
  headers: Headers;
}

const kept = globalThis as typeof globalThis & { gaianetDeps?: OpenDeps };

/** The deps of this process, opened at the first request and kept: Next loads this file once for each of its bundles. */
export function getDeps(): OpenDeps {
  kept.gaianetDeps ??= openDeps('studio');
  return kept.gaianetDeps;
}

/** Reads who asks from the request's session cookie; an unknown or expired one is nobody. */
export async function createContext(headers: Headers): Promise<ApiContext> {
  const deps = getDeps();
  const token = readSessionCookie(headers);
  const session = token ? await findSession(deps, { token }) : null;
  return { deps, account: session?.account ?? null, sessionId: session?.id ?? null, headers };
}
