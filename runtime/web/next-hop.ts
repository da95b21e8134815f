import { AppError } from '#protocol/errors.ts';

export interface Hop {
  url: string;
  method: string;
  headers: Record<string, string>;
  body: string | Uint8Array | undefined;
}

/** Headers that another host than the one first asked may see; any other may be a key. */
const harmless = new Set(['accept', 'accept-language', 'user-agent']);
const redirects = new Set([301, 302, 303, 307, 308]);

/** The request that a redirect asks for, as browsers make it (Fetch standard, HTTP-redirect fetch), or null when the answer is none. Another origin gets neither the body nor headers that may hold a key. */
export function nextHop(hop: Hop, answer: { status: number; location: string | undefined }): Hop | null {
  const { status, location } = answer;
  if (!redirects.has(status) || location === undefined) return null;
  const from = new URL(hop.url);
  if (!URL.canParse(location, hop.url)) {
    throw new AppError('upstream_failed', `${from.host} redirects to something that is not an address.`);
  }
  const to = new URL(location, hop.url);
  const isOther = to.origin !== from.origin;
  const becomesGet = (status === 303 && hop.method !== 'HEAD') || (status < 303 && hop.method === 'POST');
  if (isOther && !becomesGet && hop.body !== undefined) {
    throw new AppError(
      'upstream_failed',
      `${from.host} redirects the request to ${to.host}; what was sent is not passed on to another host. Use the final address.`,
    );
  }
  const headers = Object.entries(hop.headers)
    .filter(([name]) => !isOther || harmless.has(name.toLowerCase()))
    .filter(([name]) => !becomesGet || !name.toLowerCase().startsWith('content-'));
  return {
    url: to.href,
    method: becomesGet ? 'GET' : hop.method,
    headers: Object.fromEntries(headers),
    body: becomesGet ? undefined : hop.body,
  };
}
