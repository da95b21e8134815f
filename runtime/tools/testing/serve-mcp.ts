import { createServer } from 'node:https';
import { getRequestListener } from '@hono/node-server';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { makeCertificate } from '#runtime/web/testing/make-certificate.ts';

export interface McpTestServer {
  url: string;
  host: string;
  certificate: string;
  /** Headers of each request, oldest first. */
  seen: Headers[];
  close(): Promise<void>;
}

/** A real MCP server over HTTPS with the official library: `add`, `fail`, `picture` and `hang`. `admit` decides by the request's headers; 401 otherwise. */
export async function serveMcp(admit: (headers: Headers) => boolean = () => true): Promise<McpTestServer> {
  const { certificate, key } = makeCertificate(['127.0.0.1']);
  const seen: Headers[] = [];
  const mcp = createMcpHandler(openServer);
  const listener = getRequestListener(async (request) => {
    seen.push(request.headers);
    return admit(request.headers) ? mcp.fetch(request) : new Response('who are you?', { status: 401 });
  });
  const server = createServer({ cert: certificate, key }, (incoming, response) => void listener(incoming, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The server has no port.');
  const host = `127.0.0.1:${address.port}`;
  return {
    ...{ host, url: `https://${host}/mcp`, certificate, seen },
    async close() {
      await mcp.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
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
