import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openWebBench, testRequest, textOf, type WebBench } from './testing/open-web-bench.ts';
import type { HttpsTestServer } from './testing/serve-https.ts';

let bench: WebBench;
let server: HttpsTestServer;
let other: HttpsTestServer;
beforeAll(async () => {
  bench = await openWebBench();
  ({ server, other } = bench);
});
afterEach(async () => await bench.clear());
afterAll(async () => await bench.close());

describe('a redirect', () => {
  it('is followed, at most five times', async () => {
    bench.answer(({ path }, response) => {
      const left = Number(path.slice(1));
      if (left > 0) response.writeHead(302, { location: `/${left - 1}` }).end();
      else response.end('arrived');
    });
    const web = bench.open();
    const reached = await web.fetch(testRequest(`${server.url}/5`));
    expect(textOf(reached)).toBe('arrived');
    expect(reached.url).toBe(`${server.url}/0`);
    await expect(web.fetch(testRequest(`${server.url}/6`))).rejects.toThrow(/redirects more than 5 times/);
  });

  it.each([
    ['http', 'http://example.com/', 'invalid_input'],
    ['a file', 'file:///etc/passwd', 'invalid_input'],
    ['a name and password', 'https://a:b@example.com/', 'invalid_input'],
    ['nonsense', 'https://[', 'upstream_failed'],
    ['a host outside the list', 'https://example.net/', 'forbidden'],
  ])('to %s is refused', async (_what, location, code) => {
    bench.redirectTo(location);
    const web = bench.open({ policy: { toolHosts: ['example.com'] } });
    await expect(web.fetch(testRequest(`${server.url}/start`))).rejects.toMatchObject({ code });
  });

  it('to another origin gets no key, cookie or body', async () => {
    bench.redirectTo(`${other.url}/there`);
    const headers = { Authorization: 'Bearer k', Cookie: 'c=1', 'X-Api-Key': 'k', Accept: 'text/plain' };
    await bench.open().fetch(testRequest(`${server.url}/start`, { headers }));
    expect(server.seen[0]?.headers).toMatchObject({ authorization: 'Bearer k', 'x-api-key': 'k', cookie: 'c=1' });
    expect(other.seen).toHaveLength(1);
    expect(other.seen[0]?.headers).toMatchObject({ accept: 'text/plain' });
    for (const name of ['authorization', 'cookie', 'x-api-key'])
      expect(other.seen[0]?.headers).not.toHaveProperty(name);

    bench.redirectTo(`${other.url}/there`, 307);
    const post = testRequest(`${server.url}/start`, { method: 'POST', body: 'secret' });
    await expect(bench.open().fetch(post)).rejects.toThrow(/not passed on to another host/);
    expect(other.seen).toHaveLength(1);
  });

  it.each([
    [301, 'GET', ''],
    [302, 'GET', ''],
    [303, 'GET', ''],
    [307, 'POST', 'x=1'],
    [308, 'POST', 'x=1'],
  ])('of status %i within an origin turns POST into %s, as browsers do', async (status, method, body) => {
    bench.redirectTo('/there', status);
    const headers = { authorization: 'Bearer k', 'content-type': 'text/plain' };
    await bench.open().fetch(testRequest(`${server.url}/start`, { method: 'POST', body: 'x=1', headers }));
    expect(server.seen[1]).toMatchObject({ method, body, headers: { authorization: 'Bearer k' } });
    expect('content-type' in (server.seen[1]?.headers ?? {})).toBe(method === 'POST');
  });
});

describe('an answer', () => {
  it('that is too large, said or not, is given up', async () => {
    bench.answer(({ path }, response) => {
      if (path === '/endless') {
        const pour = () => {
          while (!response.destroyed && response.write('x'.repeat(4_096)));
        };
        response.on('drain', pour);
        pour();
      } else if (path === '/packed') {
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(1_000_000)));
      } else response.end('x'.repeat(10_001));
    });
    const web = bench.open();
    for (const path of ['/long', '/endless', '/packed']) {
      await expect(web.fetch(testRequest(`${server.url}${path}`))).rejects.toMatchObject({ code: 'too_large' });
    }
  });

  it('that never begins, or never ends, is given up in time', async () => {
    bench.answer(({ path }, response) => {
      if (path !== '/slow') return;
      response.write('a');
      const timer = setInterval(() => response.write('a'), 20);
      response.on('close', () => clearInterval(timer));
    });
    const web = bench.open();
    for (const path of ['/never', '/slow']) {
      const startedMs = performance.now();
      await expect(web.fetch(testRequest(`${server.url}${path}`, { timeoutMs: 200 }))).rejects.toMatchObject({
        code: 'upstream_timeout',
        message: `${server.host} did not answer within 0.2 s.`,
      });
      expect(performance.now() - startedMs).toBeLessThan(2_000);
    }
  });

  it('with huge headers is refused', async () => {
    bench.answer((_request, response) => response.setHeader('x-long', 'x'.repeat(60_000)).end('a'));
    await expect(bench.open().fetch(testRequest(server.url))).rejects.toThrow(/more headers than are read/);
  });

  it('comes unpacked, with names of headers in lower case', async () => {
    bench.answer((_request, response) =>
      response.writeHead(201, { 'Content-Encoding': 'gzip', 'X-Thing': '1' }).end(gzipSync('unpacked')),
    );
    const reached = await bench.open().fetch(testRequest(server.url));
    expect(textOf(reached)).toBe('unpacked');
    expect(reached).toMatchObject({ status: 201, headers: { 'x-thing': '1' } });
  });

  it('in an unknown encoding, or broken off, fails with a sentence', async () => {
    bench.answer(({ path }, response) => {
      if (path === '/odd') response.writeHead(200, { 'content-encoding': 'lzma' }).end('?');
      else response.write('a', () => response.destroy());
    });
    await expect(bench.open().fetch(testRequest(`${server.url}/odd`))).rejects.toThrow(/encoding that is not known/);
    await expect(bench.open().fetch(testRequest(`${server.url}/cut`))).rejects.toThrow(/broke off/);
  });

  it('ends when the caller leaves', async () => {
    bench.answer((_request, response) => response.write('a'));
    const leaving = new AbortController();
    const going = bench.open().fetch(testRequest(server.url, { signal: leaving.signal }));
    leaving.abort();
    await expect(going).rejects.toMatchObject({ code: 'client_closed' });
  });

  it('can be read as it comes, and leaving it ends the connection', async () => {
    let isClosed: Promise<unknown> = Promise.resolve();
    bench.answer((_request, response) => {
      isClosed = new Promise((resolve) => response.on('close', resolve));
      response.write('first');
    });
    const { status, body } = await bench.open().stream(testRequest(server.url));
    expect(status).toBe(200);
    for await (const chunk of body) {
      expect(Buffer.from(chunk).toString()).toBe('first');
      break;
    }
    await isClosed;
  });
});
