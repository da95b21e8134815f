import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type ManualClock, openManualClock } from '#protocol/link/open-manual-clock.ts';
import { newNonce } from '#protocol/signing/new-nonce.ts';
import { openTypedSigner } from '#protocol/signing/open-typed-signer.ts';
import type { TypedSigner } from '#protocol/signing/typed-messages.ts';
import { openTestNode, type TestNode } from '#runtime/link/testing/open-test-node.ts';
import { createJoinToken } from '#server/nodes/create-join-token.ts';
import { listNodes } from '#server/nodes/list-nodes.ts';
import { removeNode } from '#server/nodes/remove-node.ts';
import { sendControlRequest } from '#server/nodes/send-control-request.ts';
import { openTestDatabase, type TestDatabase } from '#server/testing/open-test-database.ts';
import { openTestGateway, type TestGateway } from './testing/open-test-gateway.ts';

let database: TestDatabase;
let clock: ManualClock;
let hub: TestGateway;
let ownerId: string;
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
});
afterEach(async () => {
  await Promise.all(nodes.map((node) => node.close()));
  await hub.close();
});

async function newNode(): Promise<TestNode> {
  const node = await openTestNode(clock);
  nodes.push(node);
  return node;
}
const newToken = async (owner = ownerId) =>
  (await createJoinToken(hub.deps, { ownerId: owner, nodeName: 'Laptop' })).token;
const gatewayUrl = () => hub.gateway.url;

test('a node joins with a token, pins its controller, and shows as online with its signed status', async () => {
  const node = await newNode();
  const link = node.link({ gatewayUrl: gatewayUrl(), joinToken: await newToken() });
  await node.until('online');
  await hub.until('node.reported', node.identity.address);

  const owner = await database.db.account.findUniqueOrThrow({ where: { id: ownerId } });
  expect(link.pin()).toMatchObject({ controller: owner.keyAddress, gatewayOrigin: gatewayUrl(), chain: null });
  expect(statSync(join(node.home, 'link.json')).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(node.home, 'link.json'), 'utf8')).not.toContain('gaia-join');
  const [row] = await listNodes(hub.deps, { ownerId });
  expect(row).toMatchObject({
    name: 'Laptop',
    address: node.identity.address,
    isOnline: true,
    offlineReason: null,
    localUrl: 'http://127.0.0.1:8080',
  });
  expect(row?.status?.hardware.cores).toBe(2);
});

test('a used token joins no second node', async () => {
  const token = await newToken();
  const [first, second] = [await newNode(), await newNode()];
  first.link({ gatewayUrl: gatewayUrl(), joinToken: token });
  await first.until('online');
  second.link({ gatewayUrl: gatewayUrl(), joinToken: token });

  expect((await second.until('refused')).cause).toMatch(/token has been used/);
  expect(await listNodes(hub.deps, { ownerId })).toHaveLength(1);
});

test('of two nodes with one token at once, exactly one joins', async () => {
  const token = await newToken();
  const both = [await newNode(), await newNode()];
  for (const node of both) node.link({ gatewayUrl: gatewayUrl(), joinToken: token });
  const states = await Promise.all(
    both.map(async (node) => (await Promise.race([node.until('online'), node.until('refused')])).state),
  );
  expect(states.sort()).toEqual(['online', 'refused']);
});

test('an expired and an unknown token are refused with what to do', async () => {
  const token = await newToken();
  clock.advance(15 * 60_000);
  const [late, wrong] = [await newNode(), await newNode()];
  late.link({ gatewayUrl: gatewayUrl(), joinToken: token });
  wrong.link({ gatewayUrl: gatewayUrl(), joinToken: 'gaia-join-invented' });

  expect((await late.until('refused')).cause).toMatch(/expired; it is good for 15 minutes/);
  expect((await wrong.until('refused')).cause).toMatch(/unknown here/);
});

test('a node without a token and without a pairing asks for one, and does not dial', async () => {
  const node = await newNode();
  node.link({ gatewayUrl: gatewayUrl() });
  expect((await node.until('refused')).cause).toMatch(/not paired; create a join token/);
});

test('a wrong signature is refused, and the token stays good', async () => {
  const token = await newToken();
  const node = await newNode();
  const liar: TypedSigner = { ...openTypedSigner(`0x${'43'.repeat(32)}`), address: node.identity.address };
  node.link({ gatewayUrl: gatewayUrl(), joinToken: token, identity: liar });
  expect((await node.until('refused')).cause).toMatch(/not signed by the key of/);

  const honest = await newNode();
  honest.link({ gatewayUrl: gatewayUrl(), joinToken: token });
  await honest.until('online');
});

/** A node that keeps to its own rules: says what it is told to on a raw WebSocket. */
async function rawHandshake(
  answers: (challenge: { nonce: string; gatewayOrigin: string; expiresAt: number }) => object[],
) {
  const socket = new WebSocket(`${gatewayUrl().replace('http', 'ws')}/link`, { headers: { 'x-gaia-protocol': '1' } });
  const refusal = Promise.withResolvers<{ type: string; message: string }>();
  socket.on('message', (content: Buffer) => {
    const message = JSON.parse(content.toString());
    if (message.type !== 'challenge') refusal.resolve(message);
    else for (const answer of answers(message.challenge)) socket.send(JSON.stringify(answer));
  });
  await new Promise((resolve) => socket.once('open', resolve));
  return { socket, refusal: refusal.promise };
}

test('the answer to an earlier challenge opens nothing', async () => {
  const node = await newNode();
  node.link({ gatewayUrl: gatewayUrl(), joinToken: await newToken() });
  await node.until('online');
  const old = { nonce: newNonce(), gatewayOrigin: gatewayUrl(), expiresAt: BigInt(clock.now().getTime() / 1000 + 60) };
  const signature = await node.identity.signTypedMessage('LinkChallenge', old);
  const { socket, refusal } = await rawHandshake(() => [{ type: 'answer', signature }]);
  socket.send(JSON.stringify({ type: 'hello', address: node.identity.address, joinToken: null, isPaired: true }));

  expect(await refusal).toMatchObject({ type: 'refused', message: expect.stringMatching(/not signed by the key/) });
  socket.terminate();
});

test('messages out of turn and nonsense end the handshake with a sentence', async () => {
  const early = await rawHandshake(() => []);
  early.socket.send(JSON.stringify({ type: 'ready' }));
  expect((await early.refusal).message).toMatch(/"ready" where "hello" was due/);
  const nonsense = await rawHandshake(() => []);
  nonsense.socket.send('hello?');
  expect((await nonsense.refusal).message).toMatch(/no part of the handshake/);
  early.socket.terminate();
  nonsense.socket.terminate();
});

test('a handshake that stalls is cut off after 15 s', async () => {
  const { socket } = await rawHandshake(() => []);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.send(JSON.stringify({ type: 'hello', address: `0x${'1'.repeat(40)}`, joinToken: null, isPaired: false }));
  await new Promise((resolve) => socket.once('message', resolve));
  clock.advance(15_000);
  await closed;
});

test.each([
  ['2', /speaks version 1 of the link protocol, the node version 2/],
  [undefined, /the node none; update the older/],
])('protocol version %s is refused with a sentence', async (version, sentence) => {
  const headers = version ? { 'x-gaia-protocol': version } : {};
  const socket = new WebSocket(`${gatewayUrl().replace('http', 'ws')}/link`, { headers });
  const body = await new Promise<string>((resolve) => {
    socket.on('unexpected-response', (_request, response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      response.on('end', () => resolve(text));
    });
  });
  expect(JSON.parse(body).error.message).toMatch(sentence);
});

test('a gateway that calls itself by another origin is refused by the node', async () => {
  const node = await newNode();
  hub.deps.origins.gateway = 'https://foreign.example';
  node.link({ gatewayUrl: gatewayUrl(), joinToken: await newToken() });

  expect((await node.until('refused')).cause).toMatch(/calls itself https:\/\/foreign.example/);
  expect(existsSync(join(node.home, 'link.json'))).toBe(false);
});

test('a paired node refuses another gateway, and another controller', async () => {
  const node = await newNode();
  const link = node.link({ gatewayUrl: gatewayUrl(), joinToken: await newToken() });
  await node.until('online');
  await link.close();

  const elsewhere = node.link({ gatewayUrl: 'http://127.0.0.1:1' });
  expect((await node.until('refused')).cause).toMatch(
    /paired with http:\/\/127.0.0.1:\d+, not with http:\/\/127.0.0.1:1/,
  );
  await elsewhere.close();

  const thief = await hub.newOwner('Mallory');
  await database.db.node.updateMany({ data: { ownerId: thief } });
  node.link({ gatewayUrl: gatewayUrl() });
  expect((await node.until('refused')).cause).toMatch(/as controller, but this node was paired with/);
});

test('a restarted node reconnects by challenge alone, with its old token still configured', async () => {
  const node = await newNode();
  const joinToken = await newToken();
  const first = node.link({ gatewayUrl: gatewayUrl(), joinToken });
  await node.until('online');
  await first.close();
  await hub.until('node.unlinked', node.identity.address);
  const again = node.link({ gatewayUrl: gatewayUrl(), joinToken });
  await node.until('online');

  expect(again.pin()).toEqual(first.pin());
  expect(await listNodes(hub.deps, { ownerId })).toHaveLength(1);
});

test("another account's token does not take a node over; after its owner removed it, it does", async () => {
  const node = await newNode();
  const first = node.link({ gatewayUrl: gatewayUrl(), joinToken: await newToken() });
  await node.until('online');
  await first.close();
  const other = await hub.newOwner('Bob');
  const joinToken = await newToken(other);
  const second = node.link({ gatewayUrl: gatewayUrl(), joinToken });
  expect((await node.until('refused')).cause).toMatch(/belongs to another account/);
  await second.close();

  const [row] = await listNodes(hub.deps, { ownerId });
  await removeNode(hub.deps, { ownerId, nodeId: row?.id ?? '' });
  const third = node.link({ gatewayUrl: gatewayUrl(), joinToken });
  await node.until('online');
  expect(third.pin()?.controller).not.toBe(first.pin()?.controller);
});

test('a removed node is cut off at its next heartbeat and told why', async () => {
  const node = await newNode();
  node.link({ gatewayUrl: gatewayUrl(), joinToken: await newToken() });
  await hub.until('node.reported', node.identity.address);
  const [row] = await listNodes(hub.deps, { ownerId });
  await removeNode(hub.deps, { ownerId, nodeId: row?.id ?? '' });
  clock.advance(10_000);

  expect(await hub.until('node.unlinked', node.identity.address)).toMatchObject({
    reason: 'The node was removed in the studio.',
  });
  await node.until('waiting');
  clock.advance(30_000);
  expect((await node.until('refused')).cause).toMatch(/not known here/);
});

test('a damaged link.json is named, and the node does not pair anew by itself', async () => {
  const node = await newNode();
  writeFileSync(join(node.home, 'link.json'), '{');
  expect(() => node.link({ gatewayUrl: gatewayUrl(), joinToken: 'gaia-join-x' })).toThrow(/link.json is damaged/);
  rmSync(join(node.home, 'link.json'));
});

test('the owner controls the node through studio and gateway; another account finds no such node', async () => {
  const node = await newNode();
  node.link({ gatewayUrl: gatewayUrl(), joinToken: await newToken() });
  await hub.until('node.reported', node.identity.address);
  const nodeId = (await listNodes(hub.deps, { ownerId }))[0]?.id ?? '';
  const request = { nodeId, method: 'POST', path: '/control/echo', body: { text: 'grüße' } };

  const answer = await sendControlRequest(hub.deps, { ...request, ownerId });
  expect(await answer.text()).toBe('{"text":"grüße"}');
  const other = await hub.newOwner('Bob');
  await expect(sendControlRequest(hub.deps, { ...request, ownerId: other })).rejects.toMatchObject({
    code: 'not_found',
  });
  const unsigned = await hub.deps.nodes.request(node.identity.address, {
    method: 'POST',
    path: '/control/echo',
    body: '{}',
  });
  expect(await unsigned.json()).toMatchObject({ message: expect.stringMatching(/must be signed/) });
});
