import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeCertificate } from './make-certificate.ts';

export interface SeenRequest {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export interface HttpsTestServer {
  port: number;
  /** `https://127.0.0.1:<port>`. */
  url: string;
  /** `127.0.0.1:<port>`, for a policy's private hosts. */
  host: string;
  /** The server's own certificate, as a PEM file. */
  certificateFile: string;
  /** Requests so far, oldest first, each told when its body has arrived. */
  seen: SeenRequest[];
  /** Connections so far. */
  connections(): number;
  close(): Promise<void>;
}

export interface HttpsTestOptions {
  /** Address that it listens on. */
  host?: string;
  /** Names its certificate is for, besides 127.0.0.1 and localhost. */
  names?: string[];
  /** A free one unless given. */
  port?: number;
  /** Certificate and key as PEM, when others were told of them before; made anew otherwise. */
  identity?: { certificate: string; key: string };
}

/** A real HTTPS server on this machine, by default on a free port, with a certificate of its own, that answers as the test says. */
export async function serveHttps(
  answer: (request: SeenRequest, response: ServerResponse, incoming: IncomingMessage) => void,
  { host = '127.0.0.1', names = [], port: wanted = 0, identity }: HttpsTestOptions = {},
): Promise<HttpsTestServer> {
  const { certificate, key } = identity ?? makeCertificate(['127.0.0.1', 'localhost', ...names]);
  const folder = mkdtempSync(path.join(tmpdir(), 'gaianet-https-'));
  const certificateFile = path.join(folder, 'certificate.pem');
  writeFileSync(certificateFile, certificate);
  const seen: SeenRequest[] = [];
  let connections = 0;
  const server = createServer({ cert: certificate, key }, (incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { method = '', url = '', headers } = incoming;
      const request = { method, path: url, headers, body: Buffer.concat(chunks).toString() };
      seen.push(request);
      answer(request, response, incoming);
    });
  });
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(wanted, host, resolve));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The server has no port.');
  const { port } = address;
  return {
    ...{ port, url: `https://127.0.0.1:${port}`, host: `127.0.0.1:${port}`, certificateFile, seen },
    connections: () => connections,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
