import { erc20Abi, parseUnits, zeroHash } from 'viem';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mockUsdAbi } from '#contracts/generated/mock-usd-abi.ts';
import { limits } from '#protocol/limits.ts';
import { openSession } from '#server/accounts/open-session.ts';
import { browserFacts } from '#server/chain/browser-facts.ts';
import { openChain } from '#server/chain/open-chain.ts';
import { readTransaction } from '#server/chain/read-transaction.ts';
import { openTestChain, type TestChain } from '#server/chain/testing/open-test-chain.ts';
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts';
import { answerChain } from './answer-chain.ts';

const studio = 'http://127.0.0.1:3000';
const kept = globalThis as typeof globalThis & { gaianetDeps?: unknown };
let chain: TestChain;
let deps: TestDeps;
let cookie: string;

beforeAll(async () => {
  chain = await openTestChain();
  deps = await openTestDeps({ chain: chain.reader });
  kept.gaianetDeps = deps;
});
afterAll(async () => {
  delete kept.gaianetDeps;
  await deps.close();
  await chain.close();
});
beforeEach(async () => {
  await deps.database.clear();
  const { id: ownerId } = await deps.newAccount();
  cookie = `gaia-session=${(await openSession(deps, { ownerId, userAgent: '' })).sessionToken}`;
});

const call = (method: string, params: unknown[] = [], id = 1) => ({ jsonrpc: '2.0', id, method, params });
async function post(body: unknown, headers: Record<string, string> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const all = { cookie, origin: studio, ...headers };
  const response = await answerChain(new Request(`${studio}/api/chain`, { method: 'POST', headers: all, body: text }));
  return { status: response.status, answer: await response.json() };
}

describe('the way of pages to the chain', () => {
  test('answers what a page reads, one by one and in batches, and keeps what the chain says of failures', async () => {
    expect(await post(call('eth_chainId'))).toEqual({
      status: 200,
      answer: { jsonrpc: '2.0', id: 1, result: '0x281edac' },
    });
    const batch = await post([call('eth_blockNumber', [], 7), call('eth_getBalance', ['0x12', 'latest'], 8)]);
    expect(batch.answer).toMatchObject([
      { id: 7, result: expect.stringMatching(/^0x/) },
      { id: 8, error: { code: expect.any(Number) } },
    ]);
  });

  test('sends what a wallet signed', async () => {
    const { account } = await chain.newWallet();
    const serialized = await account.signTransaction({
      ...{ chainId: chain.reader.facts.chainId, type: 'eip1559', to: account.address, gas: 21_000n, nonce: 0 },
      ...{ maxFeePerGas: 10n ** 11n, maxPriorityFeePerGas: 1n },
    });
    const { answer } = await post(call('eth_sendRawTransaction', [serialized]));
    await chain.untilMined(answer.result);
  });

  test.each([
    'eth_sendTransaction',
    'eth_accounts',
    'anvil_setBalance',
    'debug_traceTransaction',
    'eth_getLogs',
    'evm_mine',
    'eth_fillTransaction',
  ])('passes no %s on, alone or hidden in a batch: its answer is "method not found"', async (method) => {
    const refused = { jsonrpc: '2.0', id: 1, error: { code: -32_601, message: expect.stringContaining(method) } };
    expect(await post(call(method))).toEqual({ status: 200, answer: refused });
    const { status, answer } = await post([call(method), call('eth_chainId', [], 2)]);
    expect([status, answer]).toEqual([200, [{ jsonrpc: '2.0', id: 2, result: '0x281edac' }, refused]]);
  });

  test('is for the signed-in and for pages of the studio', async () => {
    expect((await post(call('eth_chainId'), { cookie: '' })).status).toBe(401);
    expect((await post(call('eth_chainId'), { origin: 'https://evil.example' })).status).toBe(403);
  });

  test('has limits for a batch, a request, parameters and calls in a minute', async () => {
    const many = Array.from({ length: limits.chainCallsPerRequest }, (_, id) => call('eth_chainId', [], id));
    expect((await post(many)).status).toBe(200);
    expect((await post([...many, call('eth_chainId')])).status).toBe(400);
    expect((await post([])).status).toBe(400);
    expect((await post(call('eth_call', [{}, 'latest', { '0x0': { balance: '0x1' } }]))).status).toBe(400);
    expect((await post(' '.repeat(limits.chainRequestBytes + 1))).status).toBe(413);
    expect((await post('{')).status).toBe(400);
    await deps.db.allowance.updateMany({ data: { used: limits.chainCallsPerMinute } });
    expect((await post(call('eth_chainId'))).status).toBe(429);
    deps.advance(60_000);
    expect((await post(call('eth_chainId'))).status).toBe(200);
  });

  test('says so when the chain does not answer', async () => {
    const down = openChain({ ...chain.reader.facts, rpcUrl: 'http://127.0.0.1:1' });
    kept.gaianetDeps = { ...deps, chain: down };
    const { status, answer } = await post(call('eth_chainId'));
    kept.gaianetDeps = deps;
    expect(status).toBe(502);
    expect(answer.error.message).toContain('The chain does not answer');
  });
});

describe('a transaction on the chain', () => {
  test('is read with its call, its fee and its events, amounts in their token', async () => {
    const { account, send } = await chain.newWallet();
    const { mockUsd, revenueLedger } = chain.reader.facts.contracts;
    if (!mockUsd) throw new Error('The local chain has play money.');
    const token = { address: mockUsd, account, chain: null } as const;
    const args = [account.address, parseUnits('25', 6)] as const;
    const hash = await send.writeContract({ ...token, abi: mockUsdAbi, functionName: 'mint', args });
    await chain.untilMined(hash);
    expect(await readTransaction(chain.reader, hash)).toMatchObject({
      state: 'confirmed',
      details: { from: account.address, contract: 'mockUsd', call: { name: 'mint', values: { amount: '25 mUSD' } } },
      mined: {
        confirmations: 1,
        fee: expect.stringMatching(/^0\.\d+$/),
        events: [{ name: 'Transfer', contract: 'mockUsd', values: { to: account.address, value: '25 mUSD' } }],
      },
    });
    const refused = await send.writeContract({
      ...{ ...token, abi: erc20Abi, functionName: 'transferFrom', gas: 100_000n },
      args: [revenueLedger, account.address, 1n],
    });
    await chain.control.waitForTransactionReceipt({ hash: refused });
    expect(await readTransaction(chain.reader, refused)).toMatchObject({ state: 'reverted', mined: { events: [] } });
  });

  test('that waits is pending, and one that nobody knows is unknown', async () => {
    const { account, send } = await chain.newWallet();
    await chain.control.setAutomine(false);
    const hash = await send.sendTransaction({ account, chain: null, to: account.address, value: 1n });
    expect(await readTransaction(chain.reader, hash)).toMatchObject({
      ...{ state: 'pending', mined: null },
      details: { contract: null, call: null, value: '0.000000000000000001' },
    });
    await chain.control.setAutomine(true);
    expect(await readTransaction(chain.reader, zeroHash)).toMatchObject({ state: 'unknown', details: null });
  });
});

test("a browser learns where the local chain listens on this machine, and never a network's address, which may hold a key", () => {
  expect(browserFacts(deps)).toMatchObject({ isLocal: true, loopbackRpcUrl: chain.reader.facts.rpcUrl });
  const facts = { ...chain.reader.facts, isLocal: false, rpcUrl: 'https://rpc.example/secret' };
  const seen = browserFacts({ chain: openChain(facts) });
  expect(seen).toMatchObject({ isLocal: false, loopbackRpcUrl: null });
  expect(JSON.stringify(seen)).not.toContain('rpc.example');
  const elsewhere = openChain({ ...chain.reader.facts, rpcUrl: 'http://10.0.0.5:8545' });
  expect(browserFacts({ chain: elsewhere })?.loopbackRpcUrl).toBeNull();
  expect(browserFacts({ chain: null })).toBeNull();
});
