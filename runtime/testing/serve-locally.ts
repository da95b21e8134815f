import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export interface LocalTestServer {
  url: string;
  /** Requests so far, oldest first: method, path and range. */
  seen: { method: string; path: string; range: string | undefined }[];
  close(): Promise<void>;
}

/** A real HTTP server on a free port of this machine that answers as the test says. */
export async function serveLocally(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<LocalTestServer> {
  const seen: LocalTestServer['seen'] = [];
  const server = createServer((request, response) => {
    seen.push({ method: request.method ?? '', path: request.url ?? '', range: request.headers.range });
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The server has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    seen,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

export interface Sending {
  bytes: Uint8Array;
  etag?: string;
  /** Breaks the connection after so many bytes, once the client is seen to have them. */
  cut?: { afterBytes: number; when: () => boolean };
}

/** Sends bytes: all of them, or the range asked for. */
export function sendBytes(request: IncomingMessage, response: ServerResponse, sending: Sending): void {
  const { bytes, etag = '"1"', cut } = sending;
  const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  const part = bytes.subarray(start);
  response.writeHead(start > 0 ? 206 : 200, { 'content-length': part.byteLength, etag });
  if (!cut) {
    response.end(part);
    return;
  }
  const look = () => void (cut.when() ? response.destroy() : setImmediate(look));
  response.write(part.subarray(0, cut.afterBytes), look);
}
