import { once } from 'node:events';
import http2, { type ClientHttp2Stream } from 'node:http2';

/** Writes a request's body at the pace at which the node reads it. A body that breaks cancels the request; a request that ends stops the body. */
export async function sendBody(body: ReadableStream<Uint8Array>, stream: ClientHttp2Stream): Promise<void> {
  const ended = new AbortController();
  stream.once('close', () => ended.abort());
  try {
    for await (const chunk of body) {
      if (stream.destroyed || stream.closed) return;
      if (!stream.write(chunk)) await once(stream, 'drain', { signal: ended.signal });
    }
    stream.end();
  } catch {
    // The caller learns of it by the request's own failure.
    if (!stream.closed) stream.close(http2.constants.NGHTTP2_CANCEL);
  }
}
