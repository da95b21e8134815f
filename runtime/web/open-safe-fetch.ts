import { lookup } from 'node:dns/promises';
import { readFileSync } from 'node:fs';
import { getCACertificates } from 'node:tls';
import { Agent, type Dispatcher, ProxyAgent } from 'undici';
import { AppError } from '#protocol/errors.ts';
import type { Policy } from '#runtime/identity/read-policy.ts';
import { assertSafeUrl, assertSameSide, type SafeUrl } from './assert-safe-url.ts';
import type { ProxyEnvironment } from './env.ts';
import { type Hop, nextHop } from './next-hop.ts';
import { openCheckedConnector, type Resolve } from './open-checked-connector.ts';
import { readBounded } from './read-bounded.ts';
import type { SafeFetch, SafeRequest, SafeStream } from './safe-fetch.ts';
import { type FailedRequest, webFailure } from './web-failure.ts';

const redirectsFollowed = 5;
/** Of one answer. */
const headerBytes = 32 * 1024;
/** Set by us, or between two hops only: never by who wrote the request. */
const ownHeaders =
  /^(?:host|connection|keep-alive|te|trailer|transfer-encoding|content-length|upgrade|expect|proxy-.*)$/i;

export interface SafeFetchOptions {
  policy: Policy;
  proxy: ProxyEnvironment;
  /** Asks the system by default. */
  resolve?: Resolve;
}

export interface SafeWeb {
  fetch: SafeFetch;
  stream: SafeStream;
  close(): Promise<void>;
}

/** Opens the node's way out under its owner's policy. Throws `invalid_input` for a certificate file that can't be read. */
export function openSafeFetch(options: SafeFetchOptions): SafeWeb {
  const { policy, proxy } = options;
  const ca = [...getCACertificates('default'), ...policy.certificateFiles.map(readCertificate)];
  const resolve = options.resolve ?? ((name) => lookup(name, { all: true }));
  const connect = openCheckedConnector({ resolve, ca, privateHosts: policy.privateHosts });
  const settings = { maxHeaderSize: headerBytes, headersTimeout: 0, bodyTimeout: 0, allowH2: false };
  const direct = new Agent({ ...settings, connect });
  const proxied = proxy.url
    ? new ProxyAgent({ ...settings, uri: proxy.url, requestTls: { ca }, proxyTls: { ca } })
    : null;
  const choose = (target: SafeUrl) => chooseDispatcher(target, { policy, proxy, direct, proxied });

  const stream: SafeStream = async (request) => {
    const timeout = AbortSignal.timeout(request.timeoutMs);
    const signal = AbortSignal.any([request.signal, timeout]);
    let hop = firstHop(request);
    let first: SafeUrl | null = null;
    for (let followed = 0; ; followed += 1) {
      const target = assertSafeUrl(hop.url, policy);
      first ??= target;
      assertSameSide(first, target);
      const about = { ...request, timeout, host: target.url.host };
      const answer = await send({ target, hop, dispatcher: choose(target), signal }, about);
      const next = nextHop(hop, { status: answer.statusCode, location: single(answer.headers.location) });
      if (!next) return present(answer, { ...about, url: hop.url });
      answer.body.on('error', () => undefined).destroy();
      if (followed === redirectsFollowed) throw tooManyRedirects(first.url.host);
      hop = next;
    }
  };
  return {
    stream,
    async fetch(request) {
      const { body, ...rest } = await stream(request);
      const chunks: Uint8Array[] = [];
      for await (const chunk of body) chunks.push(chunk);
      return { ...rest, body: Buffer.concat(chunks) };
    },
    async close() {
      await direct.destroy();
      await proxied?.destroy();
    },
  };
}

function readCertificate(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new AppError('invalid_input', `"certificateFiles" in policy.json names ${file}, which can't be read.`, {
      cause,
    });
  }
}

function firstHop({ url, method = 'GET', headers = {}, body }: SafeRequest): Hop {
  const refused = Object.keys(headers).find((name) => ownHeaders.test(name));
  if (refused) throw new AppError('invalid_input', `The header "${refused}" is set by the node itself; leave it out.`);
  const lowered = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return { url, method: method.toUpperCase(), headers: Object.fromEntries(lowered), body };
}

function chooseDispatcher(
  { url, isPrivate }: SafeUrl,
  ways: { policy: Policy; proxy: ProxyEnvironment; direct: Dispatcher; proxied: Dispatcher | null },
): Dispatcher {
  const { policy, proxy, direct, proxied } = ways;
  const isExempt = proxy.noProxy.some(
    (entry) => entry === '*' || url.hostname === entry || url.hostname.endsWith(`.${entry}`),
  );
  if (!proxied || isPrivate || isExempt) return direct;
  if (policy.viaProxy) return proxied;
  throw new AppError(
    'forbidden',
    `This node reaches the web through a proxy (HTTPS_PROXY), so it can't check the address behind ${url.host} itself. Its owner can trust the proxy with that: "viaProxy": true in policy.json on the node.`,
  );
}

async function send(
  input: { target: SafeUrl; hop: Hop; dispatcher: Dispatcher; signal: AbortSignal },
  about: FailedRequest,
): Promise<Dispatcher.ResponseData> {
  const { target, hop, dispatcher, signal } = input;
  try {
    signal.throwIfAborted();
    return await dispatcher.request({
      origin: target.url.origin,
      path: `${target.url.pathname}${target.url.search}`,
      method: hop.method as Dispatcher.HttpMethod,
      headers: { 'user-agent': 'gaianet-node', 'accept-encoding': 'identity', ...hop.headers },
      body: hop.body ?? null,
      signal,
    });
  } catch (cause) {
    throw webFailure(cause, about);
  }
}

function present(answer: Dispatcher.ResponseData, about: FailedRequest & { url: string; maxBytes: number }) {
  const { host, maxBytes, url } = about;
  const encoding = single(answer.headers['content-encoding']);
  return {
    status: answer.statusCode,
    headers: Object.fromEntries(
      Object.entries(answer.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(', ') : `${value}`,
      ]),
    ),
    url,
    body: explained(readBounded(answer.body, { encoding, maxBytes, host }), about),
  };
}

async function* explained(
  body: AsyncGenerator<Uint8Array>,
  about: FailedRequest,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* body;
  } catch (cause) {
    throw webFailure(cause, about);
  }
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

function tooManyRedirects(host: string): AppError {
  return new AppError('upstream_failed', `${host} redirects more than ${redirectsFollowed} times.`);
}
