import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { exampleNodeStatus } from '#protocol/link/example-node-status.ts';
import { openTypedSigner } from '#protocol/signing/open-typed-signer.ts';
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts';
import { admitNode } from './admit-node.ts';
import { createAccessKey } from './create-access-key.ts';
import { createJoinToken } from './create-join-token.ts';
import { findAccessKey } from './find-access-key.ts';
import { listAccessKeys } from './list-access-keys.ts';
import { listNodes } from './list-nodes.ts';
import { markNodeOffline } from './mark-node-offline.ts';
import { recordHeartbeat } from './record-heartbeat.ts';
import { recordNodeLink } from './record-node-link.ts';
import { redeemJoinToken } from './redeem-join-token.ts';
import { removeNode } from './remove-node.ts';
import { renameNode } from './rename-node.ts';
import { revokeAccessKey } from './revoke-access-key.ts';
import { spendChallengeNonce } from './spend-challenge-nonce.ts';

const address = openTypedSigner(`0x${'42'.repeat(32)}`).address;
const missing = '01900000-0000-7000-8000-0000000000ff';
const here = '01900000-0000-7000-8000-00000000000a';
const there = '01900000-0000-7000-8000-00000000000b';
let deps: TestDeps;
let ada: string;
let bob: string;
let nodeId: string;

beforeAll(async () => {
  deps = await openTestDeps();
});
afterAll(async () => await deps.close());
beforeEach(async () => {
  await deps.database.clear();
  ada = (await deps.newAccount('Ada')).id;
  bob = (await deps.newAccount('Bob')).id;
  const { token } = await createJoinToken(deps, { ownerId: ada, nodeName: 'Laptop' });
  nodeId = (await admitNode(deps, { address, joinToken: token, isPaired: false })).nodeId;
});

const newKey = (more: { expiresAt?: Date; allowedOrigins?: string[] } = {}) =>
  createAccessKey(deps, { ownerId: ada, nodeId, name: 'test', scope: 'public', ...more });

test('only the hash of a join token is kept, and of ten redemptions at once one succeeds', async () => {
  const { token } = await createJoinToken(deps, { ownerId: ada });
  expect(JSON.stringify(await deps.db.joinToken.findMany())).not.toContain(token);

  const all = await Promise.allSettled(Array.from({ length: 10 }, () => redeemJoinToken(deps, { token })));
  expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expect(redeemJoinToken(deps, { token })).rejects.toMatchObject({ code: 'already_used' });
});

test('a join token is good up to 15 minutes, not longer', async () => {
  const [early, late] = [await createJoinToken(deps, { ownerId: ada }), await createJoinToken(deps, { ownerId: ada })];
  deps.advance(15 * 60_000 - 1);
  await redeemJoinToken(deps, early);
  deps.advance(1);
  await expect(redeemJoinToken(deps, late)).rejects.toMatchObject({ code: 'gone' });
  await expect(redeemJoinToken(deps, { token: 'x' })).rejects.toMatchObject({ code: 'unauthenticated' });
});

test('a token that could not be used for its node is not used up', async () => {
  const { token } = await createJoinToken(deps, { ownerId: bob });
  const taken = admitNode(deps, { address, joinToken: token, isPaired: false });
  await expect(taken).rejects.toMatchObject({ code: 'conflict' });
  await expect(redeemJoinToken(deps, { token })).resolves.toMatchObject({ ownerId: bob });
});

test('an owner sees, renames and removes only own nodes', async () => {
  expect(await listNodes(deps, { ownerId: bob })).toEqual([]);
  await expect(renameNode(deps, { ownerId: bob, nodeId, name: 'Mine' })).rejects.toMatchObject({ code: 'not_found' });
  await expect(removeNode(deps, { ownerId: bob, nodeId })).rejects.toMatchObject({ code: 'not_found' });
  await expect(removeNode(deps, { ownerId: ada, nodeId: missing })).rejects.toMatchObject({ code: 'not_found' });

  await renameNode(deps, { ownerId: ada, nodeId, name: '  Tower ' });
  expect((await listNodes(deps, { ownerId: ada }))[0]?.name).toBe('Tower');
  for (const name of ['', ' ', 'x'.repeat(121)]) {
    await expect(renameNode(deps, { ownerId: ada, nodeId, name })).rejects.toMatchObject({ code: 'invalid_input' });
  }
  await removeNode(deps, { ownerId: ada, nodeId });
  expect(await listNodes(deps, { ownerId: ada })).toEqual([]);
});

test('a node is online between its link and its end, and shows why it is not', async () => {
  const show = async () => (await listNodes(deps, { ownerId: ada }))[0];
  expect(await show()).toMatchObject({
    isOnline: false,
    offlineReason: 'The node has not connected yet.',
    status: null,
  });

  const linkedAt = deps.clock();
  await recordNodeLink(deps, { nodeId, gatewayId: here, linkedAt });
  await recordHeartbeat(deps, { nodeId, status: exampleNodeStatus(address) });
  expect(await show()).toMatchObject({ isOnline: true, offlineReason: null, localUrl: 'http://127.0.0.1:8080' });
  await markNodeOffline(deps, { nodeId, gatewayId: here, linkedAt, reason: 'The node stopped.' });
  expect(await show()).toMatchObject({ isOnline: false, offlineReason: 'The node stopped.' });
});

test('the end of an old link does not hide the new one', async () => {
  const linkedAt = deps.clock();
  await recordNodeLink(deps, { nodeId, gatewayId: here, linkedAt });
  deps.advance(1_000);
  await recordNodeLink(deps, { nodeId, gatewayId: there, linkedAt: deps.clock() });
  await markNodeOffline(deps, { nodeId, gatewayId: here, linkedAt, reason: 'late news' });
  expect((await listNodes(deps, { ownerId: ada }))[0]?.isOnline).toBe(true);
});

test('a heartbeat of a removed node is refused', async () => {
  const status = exampleNodeStatus(address);
  await expect(recordHeartbeat(deps, { nodeId: missing, status })).rejects.toMatchObject({ code: 'not_found' });
});

test('an access key is found by its token, for its node only, until it is revoked or expires', async () => {
  const key = await newKey();
  const find = (token: string, nodeAddress = address) => findAccessKey(deps, { token, nodeAddress });

  expect(await find(key.token)).toEqual({ id: key.id, scope: 'public', allowedOrigins: [] });
  expect(JSON.stringify(await deps.db.accessKey.findMany())).not.toContain(key.token);
  const other = openTypedSigner(`0x${'43'.repeat(32)}`).address;
  await expect(find(key.token, other)).rejects.toMatchObject({ code: 'unauthenticated' });
  const expiring = await newKey({ expiresAt: new Date(deps.clock().getTime() + 1_000) });
  await find(expiring.token);
  deps.advance(1_000);
  await expect(find(expiring.token)).rejects.toThrow(/expired/);
  await revokeAccessKey(deps, { ownerId: ada, accessKeyId: key.id });
  await expect(find(key.token)).rejects.toThrow(/revoked/);
});

test("access keys are made, listed and revoked by the node's owner only", async () => {
  const key = await newKey({ allowedOrigins: ['https://shop.example/path'] });
  const theirs = createAccessKey(deps, { ownerId: bob, nodeId, name: 'x', scope: 'owner' });

  await expect(theirs).rejects.toMatchObject({ code: 'not_found' });
  await expect(listAccessKeys(deps, { ownerId: bob, nodeId })).rejects.toMatchObject({ code: 'not_found' });
  const revoked = revokeAccessKey(deps, { ownerId: bob, accessKeyId: key.id });
  await expect(revoked).rejects.toMatchObject({ code: 'not_found' });
  await expect(newKey({ allowedOrigins: ['shop'] })).rejects.toMatchObject({ code: 'invalid_input' });
  const [listed] = await listAccessKeys(deps, { ownerId: ada, nodeId });
  expect(listed).toMatchObject({
    id: key.id,
    prefix: key.prefix,
    allowedOrigins: ['https://shop.example'],
    revokedAt: null,
  });
  expect(key.token.startsWith(key.prefix)).toBe(true);
  expect(JSON.stringify(listed)).not.toContain(key.token);
});

test('revoking twice keeps the first time', async () => {
  const key = await newKey();
  await revokeAccessKey(deps, { ownerId: ada, accessKeyId: key.id });
  const first = deps.clock();
  deps.advance(60_000);
  await revokeAccessKey(deps, { ownerId: ada, accessKeyId: key.id });
  expect((await listAccessKeys(deps, { ownerId: ada, nodeId }))[0]?.revokedAt).toEqual(first);
});

test('a challenge is answered once, whichever instance hears it, and forgotten after its life', async () => {
  const challenge = { nonce: '0x01', expiresAt: new Date(deps.clock().getTime() + 60_000) };
  const all = await Promise.allSettled([spendChallengeNonce(deps, challenge), spendChallengeNonce(deps, challenge)]);
  expect(all.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  await expect(spendChallengeNonce(deps, challenge)).rejects.toMatchObject({ code: 'already_used' });

  deps.advance(121_000);
  await spendChallengeNonce(deps, { nonce: '0x02', expiresAt: deps.clock() });
  expect(await deps.db.usedNonce.findMany({ select: { nonce: true } })).toEqual([{ nonce: '0x02' }]);
});
