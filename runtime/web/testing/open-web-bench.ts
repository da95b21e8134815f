import type { ServerResponse } from 'node:http';
import type { Policy } from '#runtime/identity/read-policy.ts';
import type { SafeFetchOptions, SafeWeb } from '#runtime/web/open-safe-fetch.ts';
import type { SafeRequest } from '#runtime/web/safe-fetch.ts';
import { openTestWeb } from './open-test-web.ts';
import { type HttpsTestServer, type SeenRequest, serveHttps } from './serve-https.ts';

type Answer = (this: void, request: SeenRequest, response: ServerResponse) => void;

export interface WebBench {
  server: HttpsTestServer;
  /** Says "from the other server". */
  other: HttpsTestServer;
  /** What the first server says from now on. */
  answer(answer: Answer): void;
  /** The first server redirects `/start` there and says "arrived" everywhere else. */
  redirectTo(location: string, status?: number): void;
  /** A way out that allows both servers and every public host, with what the test changes. */
  open(changes?: Partial<Omit<SafeFetchOptions, 'policy'>> & { policy?: Partial<Policy> }): SafeWeb;
  /** Closes what was opened, and forgets what was seen. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** Two real HTTPS servers, and ways out that may reach them. */
export async function openWebBench(): Promise<WebBench> {
  let now: Answer = (_request, response) => void response.end();
  const server = await serveHttps((request, response) => now(request, response), { names: ['named.test'] });
  const other = await serveHttps((_request, response) => response.end('from the other server'));
  const opened: SafeWeb[] = [];
  return {
    ...{ server, other },
    answer(answer) {
      now = answer;
    },
    redirectTo(location, status = 302) {
      now = ({ path }, response) => {
        if (path === '/start') response.writeHead(status, { location }).end();
        else response.end('arrived');
      };
    },
    open(changes) {
      const web = openTestWeb([server, other], changes);
      opened.push(web);
      return web;
    },
    async clear() {
      server.seen.length = 0;
      other.seen.length = 0;
      for (const web of opened.splice(0)) await web.close();
    },
    async close() {
      await server.close();
      await other.close();
    },
  };
}

/** A GET with the usual bounds, with what the test changes. */
export function testRequest(url: string, changes: Partial<SafeRequest> = {}): SafeRequest {
  return { url, timeoutMs: 5_000, maxBytes: 10_000, signal: new AbortController().signal, ...changes };
}

/** The body of an answer as text. */
export function textOf({ body }: { body: Uint8Array }): string {
  return Buffer.from(body).toString();
}
