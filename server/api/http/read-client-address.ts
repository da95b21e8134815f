/** Where a request came from, for limits: what the nearest proxy saw, which is the last address in the list; Next writes the connection's own where there is no proxy. */
export function readClientAddress(headers: Headers): string {
  const last = headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? '';
  return /^[0-9a-fA-F:.]{2,45}$/.test(last) ? last : 'unknown';
}
