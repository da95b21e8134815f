import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type ManualClock, openManualClock } from '#protocol/link/open-manual-clock.ts';
import { openTestNode, type TestNode } from '#runtime/link/testing/open-test-node.ts';
import { createAccessKey } from '#server/nodes/create-access-key.ts';
import { createJoinToken } from '#server/nodes/create-join-token.ts';
import { listNodes } from '#server/nodes/list-nodes.ts';
import { revokeAccessKey } from '#server/nodes/revoke-access-key.ts';
import { openTestDatabase, type TestDatabase } from '#server/testing/open-test-database.ts';
import { openProxy } from './testing/open-proxy.ts';
import { openTestGateway, type TestGateway } from './testing/open-test-gateway.ts';

let database: TestDatabase;
let clock: ManualClock;
let hub: TestGateway;
let node: TestNode;
let ownerId: string;
let nodeId: string;
let nodes: TestNode[];

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(async () => await database.close());

beforeEach(async () => {
  await database.clear();
  clock = openManualClock(new Date('2026-01-01T00:00:00Z'));
  hub = await openTestGateway({ db: database.db, clock });
  ownerId = await hub.newOwner('Ada');
  nodes = [];
  node = await newNode();
  nodeId = (await listNodes(hub.deps, { ownerId }))[0]?.id ?? '';
});
afterEach(async () => {
  await Promise.all(nodes.map((each) => each.close()));
  await hub.close();
});

/** A node that has joined and reported. */
async function newNode(at = hub, gatewayUrl = at.gateway.url): Promise<TestNode> {
  const fresh = await openTestNode(clock);
  nodes.push(fresh);
  const { token } = await createJoinToken(at.deps, { ownerId });
  fresh.link({ gatewayUrl, joinToken: token });
  await at.until('node.reported', fresh.identity.address);
  return fresh;
}

async function keyFor(
  scope: 'public' | 'owner' = 'public',
  { of = node, ...more }: { allowedOrigins?: string[]; expiresAt?: Date; of?: TestNode } = {},
) {
  const { id } = await database.db.node.findUniqueOrThrow({ where: { address: of.identity.address } });
  return await createAccessKey(hub.deps, { ownerId, nodeId: id, name: 'test', scope, ...more });
}

function ask(path: string, token: string, init: RequestInit & { at?: TestGateway; of?: TestNode } = {}) {
  const { at = hub, of = node, headers, ...rest } = init;
  return fetch(`${at.gateway.url}/n/${of.identity.address}${path}`, {
    ...rest,
    headers: { authorization: `Bearer ${token}`, ...(headers as Record<string, string>) },
  });
}
const errorOf = async (response: Response) => ((await response.json()) as { error: Record<string, unknown> }).error;

test("a key opens the node's API and health; the node sees caller and scope from the gateway alone", async () => {
  const key = await keyFor();
  const response = await ask('/v1/models?a=b', key.token, {
    headers: { 'x-gaia-scope': 'owner', 'x-gaia-caller': 'me', 'x-gaia-other': '1', cookie: 'a=b', 'x-client': 'kept' },
  });

  expect(await response.json()).toMatchObject({ address: node.identity.address, query: { a: 'b' } });
  expect(node.seen.viaTunnel).toBe(true);
  const seen = Object.fromEntries(node.seen.headers ?? []);
  expect(seen).toMatchObject({ 'x-gaia-scope': 'public', 'x-gaia-caller': `key:${key.id}`, 'x-client': 'kept' });
  for (const name of ['x-gaia-other', 'authorization', 'cookie']) expect(seen).not.toHaveProperty(name);
  expect((await ask('/health', key.token)).status).toBe(200);
});

test('the scope is that of the key', async () => {
  await (await ask('/v1/models', (await keyFor('owner')).token)).text();
  expect(node.seen.headers?.get('x-gaia-scope')).toBe('owner');
});

test('no key, a foreign, expired or revoked key and the key of another node get 401 in the OpenAI shape', async () => {
  const other = await newNode();
  const good = await keyFor();
  const revoked = await keyFor();
  await revokeAccessKey(hub.deps, { ownerId, accessKeyId: revoked.id });
  const expiring = await keyFor('public', { expiresAt: new Date(clock.now().getTime() + 1_000) });
  clock.advance(1_000);

  const refused = [
    await fetch(`${hub.gateway.url}/n/${node.identity.address}/v1/models`),
    await ask('/v1/models', 'gaia-invented'),
    await ask('/v1/models', revoked.token),
    await ask('/v1/models', expiring.token),
    await ask('/v1/models', good.token, { of: other }),
  ];
  for (const response of refused) {
    expect(response.status).toBe(401);
    expect(await errorOf(response)).toMatchObject({
      type: 'authentication_error',
      code: 'unauthenticated',
      param: null,
    });
  }
});

test('control, other paths and unknown nodes are out of reach', async () => {
  const { token } = await keyFor('owner');
  expect((await ask('/control/echo', token, { method: 'POST' })).status).toBe(404);
  expect((await ask('/metrics', token)).status).toBe(404);
  expect((await ask('/v1/%2e%2e/control/status', token)).status).toBe(404);
  expect((await ask('/mcp/%2e%2e/control/status', token)).status).toBe(404);
  expect(
    (await fetch(`${hub.gateway.url}/n/nobody/v1/models`, { headers: { authorization: 'Bearer x' } })).status,
  ).toBe(404);
});

test('an agent is reached as an MCP server', async () => {
  const { token } = await keyFor();
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' });
  const response = await ask('/mcp/guide', token, { method: 'POST', body });
  expect(await response.json()).toEqual({ slug: 'guide', message: JSON.parse(body) });
});

test("a browser may use a key from its allowed origins only, and reads the answer's headers", async () => {
  const { token } = await keyFor('public', { allowedOrigins: ['https://shop.example'] });
  const good = await ask('/v1/models', token, { headers: { origin: 'https://shop.example' } });
  const bad = await ask('/v1/models', token, { headers: { origin: 'https://evil.example' } });
  const preflight = await ask('/v1/models', token, { method: 'OPTIONS', headers: { origin: 'https://shop.example' } });

  expect([good.status, bad.status, preflight.status]).toEqual([200, 403, 204]);
  expect(good.headers.get('access-control-allow-origin')).toBe('https://shop.example');
  expect(await errorOf(bad)).toMatchObject({ type: 'permission_error', code: 'forbidden' });
});

test('8 MiB go in and come out whole', async () => {
  const { token } = await keyFor();
  const sent = await ask('/v1/size', token, { method: 'POST', body: new Uint8Array(8 * 1024 * 1024) });
  const received = new Uint8Array(await (await ask('/v1/big', token)).arrayBuffer());

  expect(await sent.json()).toEqual({ sizeBytes: 8 * 1024 * 1024 });
  expect([received.length, received[0], received.at(-1)]).toEqual([8 * 1024 * 1024, 7, 7]);
});

test('eight answers of 8 MiB at once arrive whole, beside small ones', async () => {
  const { token } = await keyFor();
  const large = Array.from({ length: 8 }, async () => (await (await ask('/v1/big', token)).arrayBuffer()).byteLength);
  const small = Array.from({ length: 8 }, async () => (await ask('/v1/models', token)).status);
  expect(new Set(await Promise.all(large))).toEqual(new Set([8 * 1024 * 1024]));
  expect(new Set(await Promise.all(small))).toEqual(new Set([200]));
});

test('20 event streams run side by side and arrive whole', async () => {
  const { token } = await keyFor();
  const streams = await Promise.all(
    Array.from({ length: 20 }, async () => await (await ask('/v1/count', token)).text()),
  );
  const whole = Array.from({ length: 50 }, (_, i) => `data: ${i}\n\n`).join('');
  expect(streams.every((text) => text === whole)).toBe(true);
});

test("a caller who leaves is seen by the node's app", async () => {
  const { token } = await keyFor();
  const leave = new AbortController();
  const response = await ask('/v1/endless', token, { signal: leave.signal });
  await response.body?.getReader().read();
  leave.abort();
  await node.cancelled;
  expect(node.seen).toMatchObject({ started: 1, cancelled: 1 });
});

test('two nodes on one gateway are kept apart', async () => {
  const other = await newNode();
  const addresses = await Promise.all(
    [node, other].map(async ({ identity }) => {
      const response = await hub.deps.nodes.request(identity.address, { method: 'GET', path: '/v1/models' });
      return ((await response.json()) as { address: string }).address;
    }),
  );
  expect(addresses).toEqual([node.identity.address, other.identity.address]);
});

test('a broken link shows its cause, and requests in flight get node_offline in the OpenAI shape', async () => {
  const proxy = await openProxy(hub.gateway.url);
  hub.deps.origins.gateway = proxy.url;
  const far = await newNode(hub, proxy.url);
  const { token } = await keyFor('public', { of: far });
  const waiting = ask('/v1/hang', token, { of: far });
  await far.hanging;
  const stream = await ask('/v1/endless', token, { of: far });
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  await reader?.read();
  proxy.cut();

  const failed = await waiting;
  expect(failed.status).toBe(503);
  expect(await errorOf(failed)).toMatchObject({ type: 'server_error', code: 'node_offline' });
  expect((await reader?.read())?.value).toMatch(/^data: \{"error":\{.*"code":"node_offline"/);
  expect((await reader?.read())?.done).toBe(true);
  await far.cancelled;
  await hub.until('node.unlinked', far.identity.address);
  const row = (await listNodes(hub.deps, { ownerId })).find(({ address }) => address === far.identity.address);
  expect(row).toMatchObject({ isOnline: false, offlineReason: 'The connection to the node broke.' });
  expect((await far.until('waiting')).cause).toBe('The connection to the gateway broke.');
  expect(await errorOf(await ask('/v1/models', token, { of: far }))).toMatchObject({ code: 'node_offline' });
  await proxy.close();
});

test('a node that stops says goodbye: its request in flight ends well, and the cause is shown', async () => {
  const { token } = await keyFor();
  const waiting = ask('/v1/hang', token);
  await node.hanging;
  const closing = node.close();
  expect(await (await waiting).json()).toEqual({ done: true });
  await closing;

  await hub.until('node.unlinked', node.identity.address);
  expect((await listNodes(hub.deps, { ownerId }))[0]).toMatchObject({
    isOnline: false,
    offlineReason: 'The node stopped.',
  });
});

test('a node reconnects by itself after the gateway was restarted', async () => {
  const port = Number(new URL(hub.gateway.url).port);
  await hub.close();
  expect((await node.until('waiting')).cause).toBe('The gateway is stopping.');
  expect((await database.db.node.findFirstOrThrow()).offlineReason).toBe('The gateway is stopping.');

  hub = await openTestGateway({ db: database.db, clock, port });
  clock.advance(500);
  await hub.until('node.reported', node.identity.address);
  expect((await listNodes(hub.deps, { ownerId }))[0]).toMatchObject({ isOnline: true, offlineReason: null });
});

test('a second connection of the same node takes over from the first', async () => {
  hub.forget();
  const first = node.until('waiting');
  const link = node.link({ gatewayUrl: hub.gateway.url });
  await hub.until('node.reported', node.identity.address);
  await first;
  const response = await hub.deps.nodes.request(node.identity.address, { method: 'GET', path: '/v1/models' });
  expect(response.status).toBe(200);
  expect(link.status().state).toBe('online');
});

test('the internal API wants its bearer, lists nodes, and names what is offline', async () => {
  const denied = await fetch(`${hub.gateway.url}/internal/nodes`, { headers: { authorization: 'Bearer x' } });
  expect(denied.status).toBe(401);
  const list = await fetch(`${hub.gateway.url}/internal/nodes`, { headers: { authorization: `Bearer ${hub.token}` } });
  expect(await list.json()).toMatchObject({
    instanceId: hub.gateway.instanceId,
    nodes: [{ address: node.identity.address, nodeId }],
  });

  await node.close();
  await hub.until('node.unlinked', node.identity.address);
  const request = hub.deps.nodes.request(node.identity.address, { method: 'GET', path: '/health' });
  await expect(request).rejects.toMatchObject({
    code: 'node_offline',
    message: expect.stringMatching(/The node stopped/),
  });
  const unknown = hub.deps.nodes.request(`0x${'1'.repeat(40)}`, { method: 'GET', path: '/health' });
  await expect(unknown).rejects.toMatchObject({ code: 'not_found' });
});

test('a gateway that is down is node_offline for its callers, and an abort is client_closed', async () => {
  const leave = new AbortController();
  const hanging = hub.deps.nodes.request(node.identity.address, {
    method: 'GET',
    path: '/v1/hang',
    signal: leave.signal,
  });
  await node.hanging;
  leave.abort();
  await expect(hanging).rejects.toMatchObject({ code: 'client_closed' });
  await hub.gateway.close();
  const request = hub.deps.nodes.request(node.identity.address, { method: 'GET', path: '/health' });
  await expect(request).rejects.toMatchObject({ code: 'node_offline' });
});
