import { isIP } from 'node:net';
import { AppError } from '#protocol/errors.ts';
import { assertAllowed } from '#runtime/identity/assert-allowed.ts';
import type { Policy } from '#runtime/identity/read-policy.ts';
import { isPublicAddress } from './is-public-address.ts';

export interface SafeUrl {
  url: URL;
  /** One of the policy's private hosts: its address isn't checked. */
  isPrivate: boolean;
}

/** Reads an address that somebody else wrote. Throws `invalid_input` for what is no plain https address, `forbidden` for a host that may not be called. The resolved address is checked when connecting. */
export function assertSafeUrl(text: string, policy: Policy): SafeUrl {
  const url = parseUrl(text);
  const host = url.hostname;
  const hostAndPort = `${host}:${url.port || '443'}`;
  if (policy.privateHosts.includes(hostAndPort)) return { url, isPrivate: true };
  const literal = host.replace(/^\[|\]$/g, '');
  const isOwnName = host === 'localhost' || host.endsWith('.localhost');
  if (isOwnName || (isIP(literal) > 0 && !isPublicAddress(literal))) throw privateAddress(hostAndPort);
  assertAllowed(policy, { toolHost: hostAndPort });
  return { url, isPrivate: false };
}

/** The refusal of an address that isn't of the open internet; it names what was asked for, never what it resolved to. */
export function privateAddress(hostAndPort: string): AppError {
  return new AppError(
    'forbidden',
    `${hostAndPort} is a private or special address, which may not be called. If it is a service of the node's owner, add "${hostAndPort}" to "privateHosts" in policy.json on the node.`,
  );
}

/** Throws `forbidden` where a redirect leads from the open internet to a service of the node's owner: that would let anybody's server choose it. */
export function assertSameSide(first: SafeUrl, target: SafeUrl): void {
  if (first.isPrivate || !target.isPrivate) return;
  throw new AppError(
    'forbidden',
    `${first.url.host} redirects to ${target.url.host}, a private host; call that directly.`,
  );
}

function parseUrl(text: string): URL {
  if (!URL.canParse(text))
    throw new AppError('invalid_input', 'This is not an address; it should begin with https://.');
  const url = new URL(text);
  if (url.protocol !== 'https:') {
    throw new AppError('invalid_input', `Only https:// addresses are called, not ${url.protocol}//${url.host}.`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new AppError(
      'invalid_input',
      `The address of ${url.host} holds a name or password; use an auth slot instead.`,
    );
  }
  if (url.hostname.endsWith('.')) {
    throw new AppError('invalid_input', `The host ${url.hostname} ends with a dot; leave it out.`);
  }
  return url;
}
