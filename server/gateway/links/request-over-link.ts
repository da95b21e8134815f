import http2, { type ClientHttp2Stream, type IncomingHttpHeaders } from 'node:http2';
import { AppError } from '#protocol/errors.ts';
import { linkFailure } from './link-failure.ts';
import type { NodeLink } from './open-node-link.ts';
import { sendBody } from './send-body.ts';
import { streamAnswer } from './stream-answer.ts';

export interface LinkRequest {
  method: string;
  /** Path with query. */
  path: string;
  headers: Headers;
  body: ReadableStream<Uint8Array> | null;
  signal: AbortSignal;
}

/** Headers that belong to one connection, and what only the gateway itself understands. */
const ownHeaders = new Set([
  'accept-encoding',
  'connection',
  'expect',
  'host',
  'http2-settings',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

const withoutBody = new Set([204, 205, 304]);

/** Asks a linked node and streams its answer; an abort reaches the node's app. Throws `node_offline` with the cause, `client_closed`, or `upstream_failed`. */
export async function requestOverLink(link: NodeLink, request: LinkRequest): Promise<Response> {
  if (request.signal.aborted) throw new AppError('client_closed');
  if (!link.isOpen() || link.session.destroyed) throw await linkFailure(link);

  const stream = link.session.request(headersOf(request), { endStream: request.body === null });
  const cancel = () => stream.close(http2.constants.NGHTTP2_CANCEL);
  request.signal.addEventListener('abort', cancel, { once: true });
  stream.once('close', () => request.signal.removeEventListener('abort', cancel));

  const answered = responseHeaders(stream, { link, signal: request.signal });
  if (request.body) void sendBody(request.body, stream);
  const headers = await answered;
  return toResponse(headers, { stream, link, method: request.method });
}

function headersOf(request: LinkRequest): Record<string, string> {
  const headers: Record<string, string> = { ':method': request.method, ':path': request.path };
  for (const [name, value] of request.headers) {
    if (!ownHeaders.has(name)) headers[name] = value;
  }
  return headers;
}

function responseHeaders(
  stream: ClientHttp2Stream,
  { link, signal }: { link: NodeLink; signal: AbortSignal },
): Promise<IncomingHttpHeaders> {
  return new Promise((resolve, reject) => {
    const fail = () => {
      if (signal.aborted) reject(new AppError('client_closed'));
      else linkFailure(link).then(reject, reject);
    };
    // `close` always follows `error`, which needs a listener all the same.
    stream.on('error', () => {});
    stream.once('response', (headers) => {
      stream.off('close', fail);
      resolve(headers);
    });
    stream.once('close', fail);
  });
}

function toResponse(
  answer: IncomingHttpHeaders,
  { stream, link, method }: { stream: ClientHttp2Stream; link: NodeLink; method: string },
): Response {
  const status = Number(answer[':status'] ?? 502);
  const headers = toHeaders(answer);
  if (method === 'HEAD' || withoutBody.has(status)) {
    stream.resume();
    return new Response(null, { status, headers });
  }
  const isEventStream = headers.get('content-type')?.startsWith('text/event-stream') ?? false;
  return new Response(streamAnswer(stream, { link, isEventStream }), { status, headers });
}

function toHeaders(answer: IncomingHttpHeaders): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer)) {
    if (name.startsWith(':') || value === undefined) continue;
    for (const each of [value].flat()) headers.append(name, String(each));
  }
  return headers;
}
