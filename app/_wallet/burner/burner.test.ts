import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createPublicClient, createTestClient, http, parseEther, verifyMessage, verifyTypedData } from 'viem';
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { offChainDomain, signedTypes } from '#protocol/signing/typed-messages.ts';
import { spawnAnvil } from '#server/chain/local/spawn-anvil.ts';
import { isBurnerAllowed } from './is-burner-allowed.ts';
import { openBurnerProvider } from './open-burner-provider.ts';

const chainId = 42_069_420;
const privateKey = generatePrivateKey();
const address = privateKeyToAddress(privateKey);
let anvil: ChildProcess;
let rpcUrl: string;

beforeAll(async () => {
  const started = await spawnAnvil({ port: 0, folder: null });
  [anvil, rpcUrl] = [started.child, started.rpcUrl];
});
afterAll(async () => {
  anvil.kill();
  await once(anvil, 'exit');
});
const open = () => openBurnerProvider({ privateKey, chainId, transport: http(rpcUrl) });

test('a burner is offered only on the local chain of this very machine', () => {
  const local = { chainId, isLocal: true, loopbackRpcUrl: 'http://127.0.0.1:8545' };
  expect(isBurnerAllowed(local)).toBe(true);
  for (const change of [
    { isLocal: false },
    { chainId: 1 },
    { loopbackRpcUrl: null },
    { loopbackRpcUrl: 'http://10.0.0.5:8545' },
    { loopbackRpcUrl: 'http://127.0.0.1.evil.example:8545' },
    { loopbackRpcUrl: 'https://localhost@evil.example' },
  ]) {
    expect(isBurnerAllowed({ ...local, ...change }), JSON.stringify(change)).toBe(false);
  }
});

test('it signs texts and typed content with its own key, and for no other address', async () => {
  const burner = open();
  const [text, raw] = ['Sign in', '0x5369676e20696e'] as const;
  const signature = (await burner.request({ method: 'personal_sign', params: [raw, address] })) as `0x${string}`;
  expect(await verifyMessage({ address, message: text, signature })).toBe(true);
  const message = { wallet: address, accountKey: address, issuedAt: 1n };
  const typed = { domain: offChainDomain, primaryType: 'AccountDelegation', types: signedTypes, message } as const;
  const asked = JSON.stringify(typed, (_, value) => (typeof value === 'bigint' ? String(value) : value));
  const params = [address, asked];
  const typedSignature = (await burner.request({ method: 'eth_signTypedData_v4', params })) as `0x${string}`;
  expect(await verifyTypedData({ ...typed, address, signature: typedSignature })).toBe(true);
  const other = '0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf';
  const refused = burner.request({ method: 'personal_sign', params: [raw, other] });
  await expect(refused).rejects.toMatchObject({ code: 4100 });
});

test('it sends transactions under the nonce it is given, and asks the chain what it does not know itself', async () => {
  const burner = open();
  await createTestClient({ mode: 'anvil', transport: http(rpcUrl) }).setBalance({ address, value: parseEther('1') });
  const to = '0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf';
  const params = [{ from: address, to, value: '0x5', nonce: '0x0' }];
  const hash = (await burner.request({ method: 'eth_sendTransaction', params })) as `0x${string}`;
  const client = createPublicClient({ transport: http(rpcUrl) });
  expect(await client.getTransaction({ hash })).toMatchObject({ from: address.toLowerCase(), nonce: 0, value: 5n });
  expect(await burner.request({ method: 'eth_chainId' })).toBe('0x281edac');
  expect(await burner.request({ method: 'eth_blockNumber' })).toMatch(/^0x/);
  const again = burner.request({ method: 'eth_sendTransaction', params });
  await expect(again).rejects.toThrow();
  expect(await client.getTransactionCount({ address })).toBe(1);
});

test('it stays on its chain', async () => {
  const switchTo = (id: string) => open().request({ method: 'wallet_switchEthereumChain', params: [{ chainId: id }] });
  expect(await switchTo('0x281edac')).toBeNull();
  await expect(switchTo('0x1')).rejects.toMatchObject({ code: 4902 });
  await expect(open().request({ method: 'wallet_watchAsset' })).rejects.toMatchObject({ code: 4200 });
});
