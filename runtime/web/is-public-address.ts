import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * Whether an IP address is one of the open internet: no private, local, shared, documentation, multicast or reserved range
 * (IANA special-purpose registries), no IPv6 that carries an IPv4 address but NAT64's 64:ff9b::/96 around a public one.
 */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0) return false;
  const parsed = ipaddr.parse(address);
  if (parsed instanceof ipaddr.IPv4) return parsed.range() === 'unicast';
  const bytes = parsed.toByteArray();
  if (isWellKnownNat64(bytes)) return isPublicAddress(bytes.slice(12).join('.'));
  return parsed.range() === 'unicast' && isGlobalUnicast(bytes[0] ?? 0);
}

function isWellKnownNat64(bytes: number[]): boolean {
  return bytes.slice(0, 12).join() === '0,100,255,155,0,0,0,0,0,0,0,0';
}

/** 2000::/3, the only part of IPv6 that IANA has given out as global unicast. */
function isGlobalUnicast(first: number): boolean {
  return first >> 5 === 1;
}
