import { readFile } from 'node:fs/promises';
import { rootCertificates } from 'node:tls';
import { EnvHttpProxyAgent, fetch, type RequestInit, type Response } from 'undici';

const connectTimeoutMs = 4_000;

export interface WebClient {
  fetch(url: string, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
}

/** A client that honours the proxies of the variables given, trusts the certificate files besides the usual ones, and sends the name and password of an address as they are meant. A host that can't be reached is given up after seconds. */
export async function openWebClient(options: {
  certificateFiles: string[];
  variables: Record<string, string | undefined>;
}): Promise<WebClient> {
  const extra = await Promise.all(options.certificateFiles.map((file) => readFile(file, 'utf8').catch(() => '')));
  const tls = { ca: [...rootCertificates, ...extra.filter(Boolean)] };
  const variable = (name: string) => options.variables[name] || options.variables[name.toUpperCase()] || '';
  const dispatcher = new EnvHttpProxyAgent({
    httpProxy: variable('http_proxy'),
    httpsProxy: variable('https_proxy'),
    noProxy: variable('no_proxy'),
    connect: { ...tls, timeout: connectTimeoutMs },
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

/** `https://name:password@host/` is how private indexes are configured; fetch itself refuses it. */
function splitCredentials(url: string): { address: string; authorization: { authorization?: string } } {
  const address = new URL(url);
  if (address.username === '' && address.password === '') return { address: url, authorization: {} };
  const pair = `${decodeURIComponent(address.username)}:${decodeURIComponent(address.password)}`;
  address.username = '';
  address.password = '';
  return { address: address.href, authorization: { authorization: `Basic ${Buffer.from(pair).toString('base64')}` } };
}
