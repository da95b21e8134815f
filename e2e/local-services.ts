import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { type HttpsTestServer, serveHttps } from '#runtime/web/testing/serve-https.ts';

const weatherPort = 4303;
/** As playwright.config.ts tells the node. */
const searchPort = 4304;

/** Where the weather service of the journeys answers. */
export const weatherAddress = `https://127.0.0.1:${weatherPort}`;

/** Certificate and key of the weather service, made before the node starts, which must know the certificate. */
export function weatherIdentityFiles(): [certificate: string, key: string] {
  const home = process.env.GAIA_HOME ?? '';
  return [path.join(home, 'weather-certificate.pem'), path.join(home, 'weather-key.pem')];
}

/** A small weather service over HTTPS: 42 degrees, wherever one asks. */
export function serveWeather(): Promise<HttpsTestServer> {
  const [certificate, key] = weatherIdentityFiles().map((file) => readFileSync(file, 'utf8'));
  if (!certificate || !key) throw new Error('The weather service has no certificate.');
  return serveHttps(
    (request, response) => {
      const { pathname, searchParams } = new URL(request.path, weatherAddress);
      const isKnown = pathname === '/current' || pathname.startsWith('/now/');
      response.writeHead(isKnown ? 200 : 404, { 'content-type': 'application/json' });
      const place = searchParams.get('location') ?? decodeURIComponent(pathname.split('/')[2] ?? '');
      response.end(JSON.stringify(isKnown ? { place, temperature: 42, unit: 'celsius' } : { error: 'no such path' }));
    },
    { port: weatherPort, identity: { certificate, key } },
  );
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
