import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Hono } from 'hono';
import { type Address, bytesToHex, zeroHash } from 'viem';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { nodeRegistryAbi } from '#contracts/generated/node-registry-abi.ts';
import { pinnedChainOf } from '#protocol/chain/pinned-chain.ts';
import { openTypedSigner } from '#protocol/signing/open-typed-signer.ts';
import { mountNodeLink } from '#runtime/http/control/mount-node-link.ts';
import { requireController } from '#runtime/http/control/require-controller.ts';
import { errorResponse } from '#runtime/http/error-response.ts';
import type { NodeEnv } from '#runtime/http/node-parts.ts';
import { openNonceLog } from '#runtime/identity/open-nonce-log.ts';
import { pinChain } from '#runtime/link/pin-chain.ts';
import { readLinkPin } from '#runtime/link/read-link-pin.ts';
import { writeLinkPin } from '#runtime/link/write-link-pin.ts';
import { openTestChain, type TestChain } from '#server/chain/testing/open-test-chain.ts';
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts';
import { getChainLink } from './get-chain-link.ts';
import { type PreparedChainLink, prepareChainLink } from './prepare-chain-link.ts';

let chain: TestChain;
let deps: TestDeps;
let ada: { id: string; keyAddress: string };
let wallet: Awaited<ReturnType<TestChain['newWallet']>>;
const apps = new Map<string, Hono<NodeEnv>>();

beforeAll(async () => {
  chain = await openTestChain();
  const nodes = {
    request: async (
      address: string,
      {
        path: where,
        method,
        headers = {},
        body,
      }: { path: string; method: string; headers?: Record<string, string>; body?: Uint8Array | string },
    ) =>
      (await apps.get(address)?.request(where, { method, headers, ...(body && { body: body as BodyInit }) })) ??
      Response.error(),
  };
  deps = await openTestDeps({ chain: chain.reader, nodes });
  deps.advance(Date.now() - deps.clock().getTime());
});
afterAll(async () => {
  await deps.close();
  await chain.close();
});
beforeEach(async () => {
  await deps.database.clear();
  ada = await deps.newAccount('Ada');
  wallet = await chain.newWallet();
  await deps.db.wallet.create({
    data: { id: crypto.randomUUID(), ownerId: ada.id, address: wallet.account.address.toLowerCase() },
  });
});

/** A node with its own key and data folder, paired with Ada. */
async function addNode(): Promise<{ id: string; address: Address }> {
  const home = mkdtempSync(path.join(tmpdir(), 'gaia-chain-node-'));
  onTestFinished(() => rmSync(home, { recursive: true }));
  const identity = openTypedSigner(bytesToHex(randomBytes(32)));
  const facts = { controller: ada.keyAddress, gatewayOrigin: 'http://127.0.0.1:3001' };
  writeLinkPin(home, {
    format: 'gaianet.link/1',
    ...facts,
    chain: pinnedChainOf(chain.reader.facts),
    joinTokenHash: '',
  });
  const app = new Hono<NodeEnv>();
  const { clock } = deps;
  const gate = {
    address: identity.address,
    pin: () => readLinkPin(home),
    nonces: openNonceLog({ home, clock }),
    clock,
  };
  app.use('/control/*', requireController(gate));
  mountNodeLink(app, { identity, pinChain: (given) => pinChain(home, given), clock });
  app.onError((cause) => errorResponse(cause));
  apps.set(identity.address, app);
  const id = crypto.randomUUID();
  await deps.db.node.create({ data: { id, ownerId: ada.id, address: identity.address, name: 'Node' } });
  return { id, address: identity.address };
}

async function prepare(nodeId: string, payout: Address): Promise<PreparedChainLink> {
  return prepareChainLink(deps, { ownerId: ada.id, nodeId, wallet: wallet.account.address, payout });
}
async function send({ node, payout, deadline, nodeSignature }: PreparedChainLink, from = wallet): Promise<void> {
  const hash = await from.send.writeContract({
    ...{ address: chain.reader.facts.contracts.nodeRegistry, abi: nodeRegistryAbi, functionName: 'linkNode' },
    args: [node, payout, zeroHash, BigInt(deadline), nodeSignature],
    ...{ account: from.account, chain: null },
  });
  await chain.untilMined(hash);
}

test('two nodes are linked with their own consent to one wallet and pay to one other', async () => {
  const payout = (await chain.newWallet()).account.address;
  const nodes = [await addNode(), await addNode()];
  for (const { id } of nodes) await send(await prepare(id, payout));
  for (const { id, address: node } of nodes) {
    expect(await getChainLink(deps, { ownerId: ada.id, nodeId: id })).toMatchObject({
      node,
      link: { owner: wallet.account.address, payout, isOwn: true },
      pending: null,
    });
    await expect(prepare(id, payout)).rejects.toMatchObject({ code: 'conflict' });
  }
});

test('a consent is worth nothing to another wallet', async () => {
  const [node, thief] = [await addNode(), await chain.newWallet()];
  const consent = await prepare(node.id, wallet.account.address);
  await expect(send(consent, thief)).rejects.toThrow('NodeRegistry_BadSignature');
  expect(await getChainLink(deps, { ownerId: ada.id, nodeId: node.id })).toMatchObject({ link: null });
});

test("is refused for a wallet that isn't the account's, for somebody else's node, and where there is no chain", async () => {
  const node = await addNode();
  const stranger = (await chain.newWallet()).account.address;
  const asked = { ownerId: ada.id, nodeId: node.id, wallet: stranger, payout: stranger };
  await expect(prepareChainLink(deps, asked)).rejects.toMatchObject({ code: 'forbidden' });
  const bob = (await deps.newAccount('Bob')).id;
  const foreign = prepareChainLink(deps, { ...asked, ownerId: bob });
  await expect(foreign).rejects.toMatchObject({ code: 'not_found' });
  await expect(prepareChainLink({ ...deps, chain: null }, asked)).rejects.toMatchObject({ code: 'conflict' });
  expect(await getChainLink({ ...deps, chain: null }, { ownerId: ada.id, nodeId: node.id })).toBeNull();
});
