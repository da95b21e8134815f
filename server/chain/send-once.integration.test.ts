import { encodeFunctionData, erc20Abi, parseEther } from 'viem';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { mockUsdAbi } from '#contracts/generated/mock-usd-abi.ts';
import { openTestDeps, type TestDeps } from '#server/testing/open-test-deps.ts';
import { chainNow } from './chain-now.ts';
import { fundWallet } from './fund-wallet.ts';
import { forwardClock } from './local/forward-clock.ts';
import { localAccount } from './local/local-accounts.ts';
import { openChain } from './open-chain.ts';
import { relayOnce } from './relay-once.ts';
import { sendOnce } from './send-once.ts';
import { openRpcProxy } from './testing/open-rpc-proxy.ts';
import { openTestChain, type TestChain } from './testing/open-test-chain.ts';

let chain: TestChain;
let deps: TestDeps;
beforeAll(async () => {
  chain = await openTestChain();
  deps = await openTestDeps({ chain: chain.reader });
});
afterAll(async () => {
  await deps.close();
  await chain.close();
});
beforeEach(async () => deps.database.clear());

const account = localAccount('relay');
const to = localAccount('arbiter').address;
const send = (key: string) => sendOnce(deps, { key, account, to, value: 1n });
const sent = () => chain.reader.client.getTransactionCount({ address: account.address });
const balance = () => chain.reader.client.getBalance({ address: to });

test('one key is one transaction, however often it is asked for', async () => {
  const before = [await sent(), await balance()] as const;
  const hashes = await Promise.all([send('a'), send('a'), send('a')]);
  expect(new Set(hashes).size).toBe(1);
  expect(await send('a')).toBe(hashes[0]);
  expect([await sent(), await balance()]).toEqual([before[0] + 1, before[1] + 1n]);
});

test('many at once take one number after the other', async () => {
  const before = await sent();
  const hashes = await Promise.all(Array.from({ length: 12 }, (_, index) => send(`many:${index}`)));
  expect(new Set(hashes).size).toBe(12);
  expect(await sent()).toBe(before + 12);
});

test('what was signed but not sent before a crash is sent as it was; what the chain has lost is sent anew', async () => {
  const saved = await chain.control.snapshot();
  const first = await send('crash');
  await chain.control.revert({ id: saved });
  expect(await send('crash')).toBe(first);

  const again = await chain.control.snapshot();
  await send('other');
  const lost = await send('lost');
  await chain.control.revert({ id: again });
  const before = await balance();
  const anew = await send('lost');
  expect(anew).not.toBe(lost);
  expect(await send('lost')).toBe(anew);
  expect(await balance()).toBe(before + 1n);
});

test.each([
  ['on the way to the chain', 'before'],
  ['after the chain took it', 'after'],
] as const)(
  'a connection that breaks %s leaves one transaction, however often it is tried again',
  async (_when, fault) => {
    await using proxy = await openRpcProxy(chain.reader.facts.rpcUrl);
    const broken = { ...deps, chain: openChain({ ...chain.reader.facts, rpcUrl: proxy.url }) };
    const [before, paid] = [await sent(), await balance()];
    const call = { key: `broken:${fault}`, account, to, value: 1n };
    const lost = proxy.lose('eth_sendRawTransaction', fault);
    const first = sendOnce(broken, call);
    await lost;
    proxy.cut();
    await expect(first).rejects.toThrow();
    const hash = await sendOnce(broken, call);
    expect(await sendOnce(deps, call)).toBe(hash);
    await chain.untilMined(hash);
    expect([await sent(), await balance()]).toEqual([before + 1, paid + 1n]);
  },
);

test('a connection that breaks while a transaction is waited for sends nothing again', async () => {
  await using proxy = await openRpcProxy(chain.reader.facts.rpcUrl);
  const broken = { ...deps, chain: openChain({ ...chain.reader.facts, rpcUrl: proxy.url }) };
  const before = await sent();
  const call = { key: 'waited', to, data: '0x' } as const;
  const lost = proxy.lose('eth_getTransactionReceipt', 'after');
  const first = relayOnce(broken, call);
  await lost;
  proxy.cut();
  const hash = await first.catch(() => null);
  const again = await relayOnce(broken, call);
  expect(hash === null || hash === again).toBe(true);
  expect(await sent()).toBe(before + 1);
});

test('what the chain would undo is not sent, and says why', async () => {
  const before = await sent();
  const data = encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [to, parseEther('1')] });
  const call = { key: 'no', to: chain.reader.facts.contracts.networkToken, data };
  await expect(relayOnce(deps, call)).rejects.toMatchObject({ code: 'conflict' });
  expect(await sent()).toBe(before);
  await expect(relayOnce({ ...deps, chain: { ...chain.reader, relay: null } }, call)).rejects.toThrow('GAIA_RELAY_KEY');
});

test('the faucet fills a wallet on the local chain, some times a day, and nowhere else', async () => {
  const { account: wallet } = await chain.newWallet();
  const { address } = wallet;
  await fundWallet(deps, { address });
  expect(await chain.reader.client.getBalance({ address })).toBe(parseEther('20'));
  const { mockUsd, networkToken } = chain.reader.facts.contracts;
  const holds = (token: `0x${string}`) =>
    chain.reader.client.readContract({ address: token, abi: mockUsdAbi, functionName: 'balanceOf', args: [address] });
  expect(await holds(mockUsd ?? '0x')).toBe(1_000_000_000n);
  expect(await holds(networkToken)).toBe(parseEther('1000'));
  for (let times = 1; times < 5; times += 1) await fundWallet(deps, { address });
  await expect(fundWallet(deps, { address })).rejects.toMatchObject({ code: 'rate_limited' });

  for (const change of [{ isLocal: false }, { rpcUrl: 'https://rpc.example.org' }]) {
    const elsewhere = { ...chain.reader, facts: { ...chain.reader.facts, ...change } };
    await expect(fundWallet({ ...deps, chain: elsewhere }, { address })).rejects.toMatchObject({ code: 'forbidden' });
  }
});

test('only the clock of the local chain can be put forward, and what is due by it follows', async () => {
  const { facts, client } = chain.reader;
  const seconds = 8 * 86_400;
  for (const other of [
    null,
    openChain({ ...facts, isLocal: false }),
    openChain({ ...facts, rpcUrl: 'http://10.0.0.1' }),
  ])
    await expect(forwardClock({ chain: other }, { seconds })).rejects.toMatchObject({ code: 'forbidden' });
  for (const wrong of [0, -1, 1.5, 367 * 86_400])
    await expect(forwardClock(deps, { seconds: wrong })).rejects.toMatchObject({ code: 'invalid_input' });

  const before = await chainNow(deps);
  const { now, blockNumber } = await forwardClock(deps, { seconds });
  expect(now.getTime() - before.getTime()).toBeGreaterThanOrEqual(seconds * 1_000);
  expect(blockNumber).toBe(Number(await client.getBlockNumber()));
  expect((await chainNow(deps)).getTime()).toBeGreaterThanOrEqual(now.getTime());
  const network = { ...deps, chain: openChain({ ...facts, isLocal: false }) };
  expect(await chainNow(network)).toEqual(deps.clock());
});
