import type { LookupFunction } from 'node:net';
import { isIP } from 'node:net';
import { buildConnector } from 'undici';
import { AppError } from '#protocol/errors.ts';
import { privateAddress } from './assert-safe-url.ts';
import { isPublicAddress } from './is-public-address.ts';

interface ResolvedAddress {
  address: string;
  family: number;
}

/** All addresses of a name. */
export type Resolve = (name: string) => Promise<ResolvedAddress[]>;

export interface ConnectorOptions {
  resolve: Resolve;
  /** PEM certificates that are trusted. */
  ca: string[];
  /** Hosts with port whose addresses aren't checked. */
  privateHosts: string[];
}

/** Connects a socket the safe way: resolves the name once, refuses when any address isn't public, and connects to those very addresses, so that a second answer of the name server changes nothing. */
export function openCheckedConnector(options: ConnectorOptions): buildConnector.connector {
  return (target, callback) => {
    findAddresses(options, { host: target.hostname.replace(/^\[|\]$/g, ''), port: target.port || '443' }).then(
      (addresses) => connectorTo(addresses, options.ca)(target, callback),
      (cause: Error) => callback(cause, null),
    );
  };
}

function connectorTo(addresses: ResolvedAddress[], ca: string[]): buildConnector.connector {
  const lookup: LookupFunction = (_name, { all }, done) => {
    const [first] = addresses;
    if (all) done(null, addresses);
    else done(null, first?.address ?? '', first?.family);
  };
  return buildConnector({ ca, lookup, allowH2: false, maxCachedSessions: 0, autoSelectFamily: true });
}

async function findAddresses(
  { resolve, privateHosts }: ConnectorOptions,
  target: { host: string; port: string },
): Promise<ResolvedAddress[]> {
  const { host, port } = target;
  const family = isIP(host);
  const hostAndPort = `${family === 6 ? `[${host}]` : host}:${port}`;
  const addresses = family > 0 ? [{ address: host, family }] : await resolveName(resolve, host);
  if (privateHosts.includes(hostAndPort)) return addresses;
  if (addresses.every(({ address }) => isPublicAddress(address))) return addresses;
  throw privateAddress(hostAndPort);
}

async function resolveName(resolve: Resolve, host: string): Promise<ResolvedAddress[]> {
  const addresses = await resolve(host).catch((cause: unknown) => {
    throw new AppError('upstream_failed', `The host ${host} was not found; check the name.`, { cause });
  });
  if (addresses.length > 0) return addresses;
  throw new AppError('upstream_failed', `The host ${host} has no address.`, { cause: { code: 'ENOTFOUND' } });
}
