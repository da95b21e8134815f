import { findSession, type SignedInAccount } from '#server/accounts/find-session.ts';
import { readSessionCookie } from '#server/accounts/session-cookie.ts';
import { openDeps } from '#server/deps.ts';
import type { Deps } from '#server/deps-type.ts';

/** What every procedure and HTTP edge of the studio gets: who asks, and the process's deps. */
export interface ApiContext {
  deps: Deps;
  account: SignedInAccount | null;
  /** For listing sessions: which one this is. */
  sessionId: string | null;
  headers: Headers;
}

let opened: Promise<Deps> | undefined;

/** The deps of this process, opened at the first request and kept. */
export function getDeps(): Promise<Deps> {
  opened ??= openDeps();
  return opened;
}

/** Reads who asks from the request's session cookie; an unknown or expired one is nobody. */
export async function createContext(headers: Headers): Promise<ApiContext> {
  const deps = await getDeps();
  const token = readSessionCookie(headers);
  const session = token ? await findSession(deps, { token }) : null;
  return { deps, account: session?.account ?? null, sessionId: session?.id ?? null, headers };
}
