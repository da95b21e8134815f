import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AppError } from '#protocol/errors.ts';
import { openTypedSigner } from '#protocol/signing/open-typed-signer.ts';
import { signControlRequest } from '#protocol/signing/sign-control-request.ts';
import { openNonceLog } from '#runtime/identity/open-nonce-log.ts';
import type { LinkPin } from '#runtime/link/read-link-pin.ts';
import { requireController } from './require-controller.ts';

const controller = openTypedSigner(`0x${'42'.repeat(32)}`);
const stranger = openTypedSigner(`0x${'43'.repeat(32)}`);
const node = openTypedSigner(`0x${'44'.repeat(32)}`).address;
const pinned: LinkPin = {
  format: 'gaianet.link/1',
  controller: controller.address,
  gatewayOrigin: 'https://gateway.example',
  chain: null,
  joinTokenHash: '',
};
let now = new Date('2026-01-01T00:00:00Z');
let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'gaia-control-'));
  now = new Date('2026-01-01T00:00:00Z');
});
afterEach(() => rmSync(home, { recursive: true }));

function openApp(pin: LinkPin | null = pinned) {
  const clock = () => now;
  const app = new Hono();
  app.use(
    '/control/*',
    requireController({ address: node, pin: () => pin, nonces: openNonceLog({ home, clock }), clock }),
  );
  app.post('/control/echo', async (c) => c.json({ heard: await c.req.json() }));
  app.get('/control/status', (c) => c.json({ query: c.req.query('a') }));
  app.onError((error, c) => c.json({ code: error instanceof AppError ? error.code : 'other' }, 400));
  return app;
}

const body = '{"text":"grüße"}';
async function signed(signer = controller) {
  const headers = await signControlRequest(signer, { node, method: 'POST', path: '/control/echo', body, now });
  return { method: 'POST', headers, body };
}
async function codeOf(response: Response | Promise<Response>) {
  return ((await (await response).json()) as { code: string }).code;
}

test('the controller is heard, with its body, and its query', async () => {
  const app = openApp();
  const posted = await app.request('/control/echo', await signed());
  const headers = await signControlRequest(controller, { node, method: 'GET', path: '/control/status?a=b%20c', now });
  const got = await app.request('/control/status?a=b%20c', { headers });

  expect(await posted.json()).toEqual({ heard: { text: 'grüße' } });
  expect(await got.json()).toEqual({ query: 'b c' });
});

test('no signature, a changed body, another path and a foreign controller are refused', async () => {
  const app = openApp();

  expect(await codeOf(app.request('/control/echo', { method: 'POST', body }))).toBe('unauthenticated');
  expect(await codeOf(app.request('/control/echo', { ...(await signed()), body: '{}' }))).toBe('forbidden');
  expect(await codeOf(app.request('/control/echo?force=1', await signed()))).toBe('forbidden');
  expect(await codeOf(app.request('/control/echo', await signed(stranger)))).toBe('forbidden');
});

test('an unpaired node obeys nobody', async () => {
  expect(await codeOf(openApp(null).request('/control/echo', await signed()))).toBe('unauthenticated');
});

test('a replayed request is refused, also by the node that was restarted, even after a crash while writing', async () => {
  const request = await signed();
  const app = openApp();
  expect((await app.request('/control/echo', request)).status).toBe(200);
  expect(await codeOf(app.request('/control/echo', request))).toBe('already_used');

  appendFileSync(join(home, 'control-nonces'), '0x12');
  const restarted = openApp();
  expect(await codeOf(restarted.request('/control/echo', request))).toBe('already_used');
  expect((await restarted.request('/control/echo', await signed())).status).toBe(200);
  expect(await codeOf(openApp().request('/control/echo', request))).toBe('already_used');
});

test('of the same request twice at once, one is heard', async () => {
  const app = openApp();
  const request = await signed();
  const answers = await Promise.all([app.request('/control/echo', request), app.request('/control/echo', request)]);
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 400]);
});

test('nonces are forgotten when their requests would be refused as expired anyway', async () => {
  await openApp().request('/control/echo', await signed());
  now = new Date(now.getTime() + 120_000 + 61_000);
  openApp();
  expect(readFileSync(join(home, 'control-nonces'), 'utf8')).toBe('');
});

test('a body over the limit is refused before it is hashed', async () => {
  const big = new Uint8Array(65 * 1024 * 1024);
  const headers = await signControlRequest(controller, { node, method: 'POST', path: '/control/echo', body: big, now });
  expect(await codeOf(openApp().request('/control/echo', { method: 'POST', headers, body: big }))).toBe('too_large');
});
