import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type ManualClock, openManualClock } from '#protocol/link/open-manual-clock.ts';
import { openTestNode, type TestNode } from '#runtime/link/testing/open-test-node.ts';
import { createAccessKey } from '#server/nodes/create-access-key.ts';
import { createJoinToken } from '#server/nodes/create-join-token.ts';
import { listNodes } from '#server/nodes/list-nodes.ts';
import { openTestDatabase, type TestDatabase } from '#server/testing/open-test-database.ts';
import { openTestGateway, type TestGateway } from './testing/open-test-gateway.ts';

let database: TestDatabase;
let clock: ManualClock;
let hub: TestGateway;
let node: TestNode;
let ownerId: string;
let nodeId: string;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(async () => await database.close());

/** A node linked to the first instance. */
beforeEach(async () => {
  await database.clear();
  clock = openManualClock(new Date('2026-01-01T00:00:00Z'));
  hub = await openTestGateway({ db: database.db, clock });
  ownerId = await hub.newOwner('Ada');
  node = await openTestNode(clock);
  node.link({ gatewayUrl: hub.gateway.url, joinToken: (await createJoinToken(hub.deps, { ownerId })).token });
  nodeId = (await hub.until('node.reported', node.identity.address)).nodeId;
});
afterEach(async () => {
  await node.close();
  await hub.close();
});

async function ask(at: TestGateway, path: string, { token, ...init }: RequestInit & { token: string }) {
  const headers = { authorization: `Bearer ${token}` };
  return await fetch(`${at.gateway.url}/n/${node.identity.address}${path}`, { ...init, headers });
}

test('a request to one instance reaches a node that is linked to another', async () => {
  const second = await openTestGateway({ db: database.db, clock });
  try {
    const { token } = await createAccessKey(hub.deps, { ownerId, nodeId, name: 'test', scope: 'owner' });
    const forwarded = await ask(second, '/v1/models', { token });
    expect(await forwarded.json()).toMatchObject({ address: node.identity.address });
    expect(node.seen.headers?.get('x-gaia-scope')).toBe('owner');
    const size = await ask(second, '/v1/size', { token, method: 'POST', body: new Uint8Array(1024 * 1024) });
    expect(await size.json()).toEqual({ sizeBytes: 1024 * 1024 });
    const leave = new AbortController();
    const stream = await ask(second, '/v1/endless', { token, signal: leave.signal });
    await stream.body?.getReader().read();
    leave.abort();
    await node.cancelled;
  } finally {
    await second.close();
  }
});

test('an instance that died without goodbye is cleared away, and its nodes show as offline', async () => {
  const dead = '01900000-0000-7000-8000-00000000dead';
  await database.db.gatewayInstance.create({ data: { id: dead, url: 'http://127.0.0.1:1', seenAt: new Date(0) } });
  await node.close();
  await hub.until('node.unlinked', node.identity.address);
  await database.db.node.updateMany({ data: { gatewayId: dead, offlineReason: null } });
  const second = await openTestGateway({ db: database.db, clock });
  await second.close();

  expect((await listNodes(hub.deps, { ownerId }))[0]?.offlineReason).toMatch(/stopped without goodbye/);
  expect(await database.db.gatewayInstance.findUnique({ where: { id: dead } })).toBeNull();
});
