import type { FetchLike } from '@modelcontextprotocol/client';
import type { SafeStream } from '#runtime/web/safe-fetch.ts';

/** Of one answer, and for one answer. */
const maxBytes = 2 * 1024 * 1024;
const longestMs = 130_000;
const bodiless = new Set([204, 205, 304]);

/** The safe way out in the shape of `fetch`, for the MCP client: bodies are streamed, each answer within `timeoutMs`. Messages that servers send unasked aren't listened to, so their stream is told not to exist. */
export function openWebFetch(stream: SafeStream, closing: AbortSignal, timeoutMs = longestMs): FetchLike {
  return async (url, init = {}) => {
    const headers = Object.fromEntries(new Headers(init.headers));
    const method = init.method ?? 'GET';
    if (method === 'GET' && headers.accept === 'text/event-stream') return new Response(null, { status: 405 });
    const signals = [closing, ...(init.signal ? [init.signal] : [])];
    const answer = await stream({
      url: String(url),
      method,
      headers,
      body: bodyOf(init.body),
      timeoutMs,
      maxBytes,
      signal: AbortSignal.any(signals),
    });
    if (bodiless.has(answer.status)) await answer.body.return(undefined);
    const body = bodiless.has(answer.status) ? null : streamOf(answer.body);
    const { 'content-encoding': _encoding, 'content-length': _length, ...rest } = answer.headers;
    return new Response(body, { status: answer.status, headers: rest });
  };
}

function bodyOf(body: unknown): string | undefined {
  if (body === undefined || body === null) return undefined;
  if (typeof body === 'string') return body;
  if (body instanceof URLSearchParams) return body.toString();
  throw new TypeError('The MCP client sends text only.');
}

function streamOf(chunks: AsyncGenerator<Uint8Array, void, undefined>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
}
