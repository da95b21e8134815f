import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { makeCertificate } from '#runtime/web/testing/make-certificate.ts';

/** What else the server answers; null leaves a request to the server itself. */
type Answer = (request: Request) => Promise<Response | null>;

/** A free port, and a certificate made anew, unless given. */
export interface McpTestPlace {
  port?: number;
  identity?: { certificate: string; key: string };
}

export interface McpTestServer {
  /** `https://127.0.0.1:<port>`. */
  origin: string;
  url: string;
  host: string;
  certificate: string;
  /** The same, as a PEM file. */
  certificateFile: string;
  /** Headers of each request, oldest first. */
  seen: Headers[];
  close(): Promise<void>;
}

/** A real MCP server over HTTPS with the official library: `add`, `fail`, `picture` and `hang`. `admit` decides by the request's headers; 401 otherwise. */
export async function serveMcp(
  admit: (headers: Headers) => boolean = () => true,
  answer: Answer = async () => null,
  { port = 0, identity }: McpTestPlace = {},
): Promise<McpTestServer> {
  const { certificate, key } = identity ?? makeCertificate(['127.0.0.1']);
  const folder = mkdtempSync(path.join(tmpdir(), 'gaianet-mcp-'));
  const certificateFile = path.join(folder, 'certificate.pem');
  writeFileSync(certificateFile, certificate);
  const seen: Headers[] = [];
  const mcp = createMcpHandler(openServer);
  const listener = getRequestListener(async (request) => {
    seen.push(request.headers);
    const answered = await answer(request);
    if (answered) return answered;
    const { origin, pathname } = new URL(request.url);
    if (pathname === '/.well-known/oauth-protected-resource/mcp') {
      return Response.json({ resource: `${origin}/mcp`, authorization_servers: [origin] });
    }
    if (pathname === '/.well-known/oauth-authorization-server') return Response.json(signIn(origin));
    return admit(request.headers) ? mcp.fetch(request) : new Response('who are you?', { status: 401 });
  });
  const server = createServer({ cert: certificate, key }, (incoming, response) => void listener(incoming, response));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The server has no port.');
  const host = `127.0.0.1:${address.port}`;
  return {
    ...{ origin: `https://${host}`, host, url: `https://${host}/mcp`, certificate, certificateFile, seen },
    async close() {
      await mcp.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function signIn(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    response_types_supported: ['code'],
    grant_types_supported: ['authorization_code', 'client_credentials'],
  };
}

function openServer(): McpServer {
  const server = new McpServer({ name: 'Test tools', version: '1.2.3' });
  server.registerTool(
    'add',
    { description: 'Adds two numbers.', inputSchema: z.object({ a: z.number(), b: z.number() }) },
    ({ a, b }) => ({ content: [{ type: 'text', text: String(a + b) }] }),
  );
  server.registerTool('fail', { inputSchema: z.object({}) }, () => ({
    isError: true,
    content: [{ type: 'text', text: 'out of order' }],
  }));
  server.registerTool('picture', { inputSchema: z.object({}) }, () => ({
    content: [
      { type: 'text', text: 'Look:' },
      { type: 'image', data: 'AAAA', mimeType: 'image/png' },
    ],
  }));
  server.registerTool('hang', { inputSchema: z.object({}) }, () => new Promise(() => undefined));
  return server;
}
