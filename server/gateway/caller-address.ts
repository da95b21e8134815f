import { isLoopback } from './is-loopback.ts';

/** Where a request came from, for limits: the connection's own address, or what a proxy on this machine saw, which is the last in its list. Nobody else's word counts. */
export function callerAddress(remoteAddress: string, headers: Headers): string {
  const seen = isLoopback(remoteAddress) ? headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  return seen && /^[0-9a-fA-F:.]{2,45}$/.test(seen) ? seen : remoteAddress;
}
