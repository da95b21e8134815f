import { readFile } from 'node:fs/promises';
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import { EnvHttpProxyAgent, fetch, type RequestInit, type Response } from 'undici';

const connectTimeoutMs = 4_000;

export interface WebClient {
  fetch(url: string, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
}

/** A client that honours the proxies of the settings and variables given, trusts the certificate files besides the machine's usual ones, and sends the name and password of an address as they are meant. A host that can't be reached is given up after seconds. */
export async function openWebClient(options: {
  certificateFiles: string[];
  proxy?: string;
  variables: Record<string, string | undefined>;
}): Promise<WebClient> {
  const tls = { secureContext: await trusting(options.certificateFiles) };
  const variable = (name: string) => options.variables[name] || options.variables[name.toUpperCase()] || '';
  const dispatcher = new EnvHttpProxyAgent({
    httpProxy: options.proxy ?? variable('http_proxy'),
    httpsProxy: options.proxy ?? variable('https_proxy'),
    noProxy: variable('no_proxy'),
    connect: { ...tls, timeout: connectTimeoutMs },
    proxyTls: tls,
    requestTls: tls,
    headersTimeout: 60_000,
    bodyTimeout: 60_000,
  });
  return {
    fetch(url, init = {}) {
      const { address, authorization } = splitCredentials(url);
      const headers = { ...(init.headers as Record<string, string> | undefined), ...authorization };
      return fetch(address, { ...init, headers, dispatcher });
    },
    close: () => dispatcher.close(),
  };
}

/** What Node and the system trust, and the files named. */
async function trusting(files: string[]): Promise<SecureContext> {
  const named = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')));
  const usual = [...getCACertificates('default'), ...getCACertificates('system')];
  return createSecureContext({ ca: [...new Set([...usual, ...named.filter(Boolean)])] });
}

/** `https://name:password@host/` is how private indexes are configured; fetch itself refuses it. */
function splitCredentials(url: string): { address: string; authorization: { authorization?: string } } {
  const address = new URL(url);
  if (address.username === '' && address.password === '') return { address: url, authorization: {} };
  const pair = `${decodeURIComponent(address.username)}:${decodeURIComponent(address.password)}`;
  address.username = '';
  address.password = '';
  return { address: address.href, authorization: { authorization: `Basic ${Buffer.from(pair).toString('base64')}` } };
}
