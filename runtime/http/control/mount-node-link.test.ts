import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { recoverAddress } from 'viem';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { controlNodeLinkResultSchema } from '#protocol/control/node-link.ts';
import { contractMessageDigest } from '#protocol/signing/contract-message-digest.ts';
import { openTypedSigner } from '#protocol/signing/open-typed-signer.ts';
import { errorResponse } from '#runtime/http/error-response.ts';
import type { NodeEnv } from '#runtime/http/node-parts.ts';
import { pinChain } from '#runtime/link/pin-chain.ts';
import { readLinkPin } from '#runtime/link/read-link-pin.ts';
import { writeLinkPin } from '#runtime/link/write-link-pin.ts';
import { mountNodeLink } from './mount-node-link.ts';

const identity = openTypedSigner(`0x${'42'.repeat(32)}`);
const wallet = '0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf';
const chain = { chainId: '42069420', nodeRegistry: '0x2B5AD5c4795c026514f8317c7a215E218DcCD6cF' } as const;
const now = new Date('2026-01-01T00:00:00Z');
const seconds = now.getTime() / 1000;
let home: string;
let app: Hono<NodeEnv>;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'gaia-node-link-'));
  onTestFinished(() => rmSync(home, { recursive: true }));
  app = new Hono<NodeEnv>();
  mountNodeLink(app, { identity, pinChain: (given) => pinChain(home, given), clock: () => now });
  app.onError((cause) => errorResponse(cause));
});

function pair(pinned: Record<string, string> | null): void {
  const facts = { controller: wallet, gatewayOrigin: 'http://127.0.0.1:3001', chain: pinned };
  writeLinkPin(home, { format: 'gaianet.link/1', ...facts, joinTokenHash: 'x' });
}
const body = { chain, owner: wallet, payout: wallet, nonce: '3', deadline: String(seconds + 3_600) };
const ask = (change: object = {}) =>
  app.request('/control/node-link', { method: 'POST', body: JSON.stringify({ ...body, ...change }) });

test('a node agrees to a wallet for the registry that it pinned when it was paired', async () => {
  pair(chain);
  const { signature } = controlNodeLinkResultSchema.parse(await (await ask()).json());
  const contract = { chainId: 42_069_420, verifyingContract: chain.nodeRegistry };
  const message = {
    node: identity.address,
    owner: wallet,
    payout: wallet,
    nonce: 3n,
    deadline: BigInt(seconds + 3_600),
  } as const;
  const hash = contractMessageDigest(contract, 'NodeLink', message);
  expect(await recoverAddress({ hash, signature })).toBe(identity.address);
});

test('it signs for no other chain and no other registry, and never pins anew', async () => {
  pair(chain);
  for (const other of [{ chainId: '1' }, { nodeRegistry: wallet }]) {
    const response = await ask({ chain: { ...chain, ...other } });
    expect(response.status).toBe(409);
    expect(await response.text()).toContain('signs for no other');
  }
  expect(readLinkPin(home)?.chain).toEqual(chain);
});

test('a node that was paired before there was a chain pins the first one its controller names, for good', async () => {
  pair(null);
  expect((await ask()).status).toBe(200);
  expect(readLinkPin(home)).toMatchObject({ chain, controller: wallet, joinTokenHash: 'x' });
  expect((await ask({ chain: { ...chain, chainId: '1' } })).status).toBe(409);
});

test('it agrees for an hour at most, to addresses only, and not before it is paired', async () => {
  expect((await ask()).status).toBe(401);
  const network = { ...chain, chainId: '8453' };
  pair(network);
  expect((await ask({ chain: network, deadline: String(seconds + 3_661) })).status).toBe(400);
  expect((await ask({ chain: network, payout: '0x12' })).status).toBe(400);
  expect((await ask({ chain: network, deadline: String(seconds + 3_660) })).status).toBe(200);
});

test('on the local chain, whose clock can be put forward, it agrees for longer', async () => {
  pair(chain);
  expect((await ask({ deadline: String(seconds + 8 * 86_400) })).status).toBe(200);
});
