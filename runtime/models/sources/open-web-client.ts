import { readFile } from 'node:fs/promises';
import { rootCertificates } from 'node:tls';
import { EnvHttpProxyAgent, fetch, type RequestInit, type Response } from 'undici';

const connectTimeoutMs = 4_000;

export interface WebClient {
  fetch(url: string, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
}

/** A client that honours the environment's proxies and trusts the given certificate files besides the usual ones. A host that can't be reached is given up after seconds. */
export async function openWebClient(options: { certificateFiles: string[] }): Promise<WebClient> {
  const extra = await Promise.all(options.certificateFiles.map((file) => readFile(file, 'utf8').catch(() => '')));
  const tls = { ca: [...rootCertificates, ...extra.filter(Boolean)] };
  const dispatcher = new EnvHttpProxyAgent({
    connect: { ...tls, timeout: connectTimeoutMs },
    requestTls: tls,
    headersTimeout: 60_000,
    bodyTimeout: 60_000,
  });
  return {
    fetch: (url, init = {}) => fetch(url, { ...init, dispatcher }),
    close: () => dispatcher.close(),
  };
}
