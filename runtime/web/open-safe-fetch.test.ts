import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hostileAddresses } from './testing/hostile-addresses.ts';
import { openWebBench, testRequest, textOf, type WebBench } from './testing/open-web-bench.ts';
import type { HttpsTestServer } from './testing/serve-https.ts';
import { wasNeverSent } from './web-failure.ts';

let bench: WebBench;
let server: HttpsTestServer;
beforeAll(async () => {
  bench = await openWebBench();
  ({ server } = bench);
});
afterEach(async () => await bench.clear());
afterAll(async () => await bench.close());

/** What Node's own server can send in a header. */
const isHeaderText = (text: string) => /^[ -~]+$/.test(text);

describe('an address', () => {
  it.each(hostileAddresses)('of %s is refused and nothing is connected: %s', async (_why, url, code) => {
    const before = server.connections();
    await expect(bench.open().fetch(testRequest(url))).rejects.toMatchObject({ code });
    expect(server.connections()).toBe(before);
  });

  it.each(hostileAddresses.filter(([, url, code]) => code === 'forbidden' && isHeaderText(url)))(
    'of %s is refused in a redirect too: %s',
    async (_why, url) => {
      bench.redirectTo(url);
      const web = bench.open({ policy: { privateHosts: [server.host] } });
      await expect(web.fetch(testRequest(`${server.url}/start`))).rejects.toMatchObject({ code: 'forbidden' });
    },
  );

  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '169.254.169.254',
    '::1',
    'fd00::1',
    '::ffff:10.0.0.1',
    '64:ff9b::7f00:1',
    '0.0.0.0',
  ])('whose name resolves to %s is refused, also beside a public one', async (address) => {
    const family = address.includes(':') ? 6 : 4;
    for (const also of [[], [{ address: '93.184.215.14', family: 4 }]]) {
      const web = bench.open({ resolve: async () => [...also, { address, family }] });
      const refusal = web.fetch(testRequest(`https://innocent.example:${server.port}/`));
      await expect(refusal).rejects.toMatchObject({ code: 'forbidden' });
      await expect(refusal).rejects.not.toThrow(address);
    }
  });

  it('is resolved once: a name that turns to this machine afterwards connects to the first answer only', async () => {
    const before = server.connections();
    let asked = 0;
    const resolve = async () => {
      asked += 1;
      return [{ address: asked === 1 ? '192.0.0.170' : '127.0.0.1', family: 4 }];
    };
    const host = `named.test:${server.port}`;
    const first = bench.open({ resolve, policy: { privateHosts: [host] } });
    const failure = await first
      .fetch(testRequest(`https://${host}/`, { timeoutMs: 300 }))
      .catch((cause: unknown) => cause);
    expect(failure).toMatchObject({ code: expect.stringMatching(/^upstream_/) });
    expect(asked).toBe(1);
    expect(server.connections()).toBe(before);
  });

  it('that the owner listed is reached by name, with that name in the certificate and Host', async () => {
    bench.answer((_request, response) => response.end('here'));
    const host = `named.test:${server.port}`;
    const web = bench.open({
      resolve: async () => [{ address: '127.0.0.1', family: 4 }],
      policy: { privateHosts: [host] },
    });
    expect(textOf(await web.fetch(testRequest(`https://${host}/path?a=1`)))).toBe('here');
    expect(server.seen).toMatchObject([{ path: '/path?a=1', headers: { host } }]);

    const wrong = `unnamed.test:${server.port}`;
    const elsewhere = bench.open({
      resolve: async () => [{ address: '127.0.0.1', family: 4 }],
      policy: { privateHosts: [wrong] },
    });
    await expect(elsewhere.fetch(testRequest(`https://${wrong}/`))).rejects.toThrow(
      /certificate of unnamed.test.* is not valid/,
    );
  });

  it('outside the list of hosts is refused with what to write; without a policy all are', async () => {
    const web = bench.open({ policy: { toolHosts: ['api.example.org'] } });
    await expect(web.fetch(testRequest('https://example.com/'))).rejects.toThrow(/add it to "toolHosts"/);
    await expect(
      bench.open({ policy: { toolHosts: [] } }).fetch(testRequest('https://1.1.1.1/')),
    ).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(bench.open({ policy: { privateHosts: [] } }).fetch(testRequest(`${server.url}/`))).rejects.toThrow(
      `add "${server.host}" to "privateHosts"`,
    );
  });

  it('that does not exist or listens to nobody fails before anything was sent', async () => {
    const web = bench.open({
      resolve: async () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' })),
    });
    const missing = await web.fetch(testRequest('https://missing.example/')).catch((cause: unknown) => cause);
    expect(missing).toMatchObject({ code: 'upstream_failed', message: expect.stringContaining('was not found') });
    expect(wasNeverSent(missing)).toBe(true);
    const closed = bench.open({ policy: { privateHosts: ['127.0.0.1:1'] } });
    const refused = await closed.fetch(testRequest('https://127.0.0.1:1/')).catch((cause: unknown) => cause);
    expect(refused).toMatchObject({ code: 'upstream_failed', message: expect.stringContaining('ECONNREFUSED') });
    expect(wasNeverSent(refused)).toBe(true);
  });

  it('with a certificate that nobody vouches for is refused', async () => {
    bench.answer((_request, response) => response.end('secret'));
    const web = bench.open({ policy: { certificateFiles: [] } });
    await expect(web.fetch(testRequest(server.url))).rejects.toThrow(/certificateFiles/);
    expect(server.seen).toEqual([]);
  });
});

describe('a request', () => {
  it.each(['Host', 'Content-Length', 'Transfer-Encoding', 'Connection', 'Proxy-Authorization'])(
    'does not set %s',
    async (name) => {
      await expect(bench.open().fetch(testRequest(server.url, { headers: { [name]: '1' } }))).rejects.toMatchObject({
        code: 'invalid_input',
      });
    },
  );

  it('does not smuggle a second header in', async () => {
    bench.answer((_request, response) => response.end());
    const headers = { 'x-a': 'b\r\nx-evil: 1' };
    await expect(bench.open().fetch(testRequest(server.url, { headers }))).rejects.toMatchObject({
      code: 'invalid_input',
    });
    expect(server.seen).toEqual([]);
  });
});

describe('behind a proxy', () => {
  const proxy = { url: 'http://127.0.0.1:1', noProxy: ['direct.example'] };

  it('nothing leaves unless the owner trusts it', async () => {
    await expect(bench.open({ proxy }).fetch(testRequest('https://example.com/'))).rejects.toThrow(/"viaProxy": true/);
    const trusting = bench.open({ proxy, policy: { viaProxy: true } });
    await expect(trusting.fetch(testRequest('https://example.com/'))).rejects.toMatchObject({
      code: 'upstream_failed',
    });
    for (const url of ['https://127.0.0.1/', 'https://localhost/', 'https://[::1]/']) {
      await expect(trusting.fetch(testRequest(url))).rejects.toMatchObject({ code: 'forbidden' });
    }
  });

  it('a trusted one is asked for the host by name, and the certificate is still checked', async () => {
    bench.answer((_request, response) => response.end('through the proxy'));
    const asked: string[] = [];
    const tunnel = createServer();
    tunnel.on('connect', (request, socket) => {
      asked.push(request.url ?? '');
      const onward = connect(server.port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
        onward.pipe(socket).pipe(onward);
      });
      socket.on('error', () => onward.destroy());
      onward.on('error', () => socket.destroy());
    });
    await new Promise<void>((resolve) => tunnel.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = tunnel.address() as AddressInfo;
      const through = { url: `http://127.0.0.1:${port}`, noProxy: [] };
      const web = bench.open({ proxy: through, policy: { viaProxy: true } });
      expect(textOf(await web.fetch(testRequest('https://named.test/path')))).toBe('through the proxy');
      await expect(web.fetch(testRequest('https://unnamed.test/'))).rejects.toThrow(/certificate of unnamed.test/);
      expect(asked).toEqual(['named.test:443', 'unnamed.test:443']);
      await web.close();
    } finally {
      tunnel.closeAllConnections();
      tunnel.close();
    }
  });

  it('private hosts and those without proxy are reached directly, still checked', async () => {
    bench.answer((_request, response) => response.end('direct'));
    expect(textOf(await bench.open({ proxy }).fetch(testRequest(server.url)))).toBe('direct');
    const exempt = bench.open({ proxy, resolve: async () => [{ address: '10.0.0.1', family: 4 }] });
    await expect(exempt.fetch(testRequest('https://a.direct.example/'))).rejects.toMatchObject({ code: 'forbidden' });
  });
});
