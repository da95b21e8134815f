import { limits } from '#protocol/limits.ts';

/** Name of the session cookie: with the `__Host-` guarantee wherever the studio is served over https. */
function sessionCookieName(studioOrigin: string): string {
  return studioOrigin.startsWith('https:') ? '__Host-gaia-session' : 'gaia-session';
}

/** `Set-Cookie` value that signs a browser in; an empty token signs it out. */
export function writeSessionCookie(studioOrigin: string, token: string): string {
  const age = token ? limits.sessionDays * 86_400 : 0;
  const secure = studioOrigin.startsWith('https:') ? '; Secure' : '';
  return `${sessionCookieName(studioOrigin)}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${age}${secure}`;
}

/** The session token a request carries, whichever of the two names it came under. */
export function readSessionCookie(headers: Headers): string | null {
  const match = /(?:^|;\s*)(?:__Host-)?gaia-session=([A-Za-z0-9_-]{20,128})(?:;|$)/.exec(headers.get('cookie') ?? '');
  return match?.[1] ?? null;
}
