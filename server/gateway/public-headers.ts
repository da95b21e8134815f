/** What a caller's browser or client says to the gateway only. */
const withheld = new Set(['authorization', 'cookie', 'origin', 'referer', 'forwarded', 'x-forwarded-for', 'x-real-ip']);

/** A public caller's headers as they may reach a node: no key, no cookie, and no `x-gaia-*`, which only the gateway sets. */
export function publicHeaders(incoming: Headers): Headers {
  const headers = new Headers();
  for (const [name, value] of incoming) {
    if (!withheld.has(name) && !name.startsWith('x-gaia-')) headers.set(name, value);
  }
  return headers;
}
