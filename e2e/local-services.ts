import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { type SignInTestServer, serveSignIn } from '#runtime/tools/testing/serve-sign-in.ts';
import { type HttpsTestServer, serveHttps } from '#runtime/web/testing/serve-https.ts';

const weatherPort = 4303;
const signInPort = 4305;
/** As playwright.config.ts tells the node. */
const searchPort = 4304;

/** Where the weather service of the journeys answers. */
export const weatherAddress = `https://127.0.0.1:${weatherPort}`;

/** Where the MCP server answers that people sign in to. */
export const signInServer = `https://127.0.0.1:${signInPort}/mcp`;

/** Certificate and key of the services here, made before the node starts, which must know the certificate. */
export function identityFiles(): [certificate: string, key: string] {
  const home = process.env.GAIA_HOME ?? '';
  return [path.join(home, 'services-certificate.pem'), path.join(home, 'services-key.pem')];
}

/** A small weather service over HTTPS: 42 degrees, wherever one asks. */
export function serveWeather(): Promise<HttpsTestServer> {
  return serveHttps(
    (request, response) => {
      const { pathname, searchParams } = new URL(request.path, weatherAddress);
      const isKnown = pathname === '/current' || pathname.startsWith('/now/');
      response.writeHead(isKnown ? 200 : 404, { 'content-type': 'application/json' });
      const place = searchParams.get('location') ?? decodeURIComponent(pathname.split('/')[2] ?? '');
      response.end(JSON.stringify(isKnown ? { place, temperature: 42, unit: 'celsius' } : { error: 'no such path' }));
    },
    { port: weatherPort, identity: readIdentity() },
  );
}

/** A real MCP server that people sign in to with a browser. */
export function serveSignInPage(): Promise<SignInTestServer> {
  return serveSignIn({}, { port: signInPort, identity: readIdentity() });
}

function readIdentity(): { certificate: string; key: string } {
  const [certificate, key] = identityFiles().map((file) => readFileSync(file, 'utf8'));
  if (!certificate || !key) throw new Error('The services of the journeys have no certificate.');
  return { certificate, key };
}

/** A search service that answers as SearXNG does, always with the same two pages. */
export async function serveSearch(): Promise<{ asked: string[]; close(): Promise<void> }> {
  const asked: string[] = [];
  const results = [
    { title: 'Opening hours', url: 'https://museum.example/hours', content: 'The museum is open from 10 to 18.' },
    { title: 'Tickets', url: 'https://museum.example/tickets', content: 'A ticket costs nine euros.' },
  ];
  const server = createServer((request, response) => {
    asked.push(new URL(request.url ?? '', 'http://search').searchParams.get('q') ?? '');
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ results }));
  });
  await new Promise<void>((resolve) => server.listen(searchPort, '127.0.0.1', resolve));
  return {
    asked,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
