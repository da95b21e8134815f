import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { createPublicClient, createWalletClient, getAddress, http, toHex } from 'viem';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mockUsdAbi } from '#contracts/generated/mock-usd-abi.ts';
import { mockUsdBytecode } from '#contracts/generated/mock-usd-bytecode.ts';
import { localAccount } from '#server/chain/local/local-accounts.ts';
import { type LocalChain, spawnAnvil } from '#server/chain/local/spawn-anvil.ts';
import { readDeployOptions } from './deploy-options.ts';

// A real network, as far as the script can tell: another chain id, and a token of somebody else's.
const run = promisify(execFile);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gaianet-deploy-'));
const out = path.join(folder, 'contracts.json');
const account = localAccount('deployer');
const asset = localAccount('arbiter').address;
let chain: LocalChain;
beforeAll(async () => {
  chain = await spawnAnvil({ port: 0, folder: null, chainId: 8453 });
  fs.writeFileSync(path.join(folder, 'key'), toHex(account.getHdKey().privateKey ?? new Uint8Array()));
});
afterAll(() => {
  chain.child.kill('SIGKILL');
  fs.rmSync(folder, { recursive: true });
});

const required = () => ({
  ...{ rpc: chain.rpcUrl, 'chain-id': '8453', asset, treasury: asset, arbiter: asset, 'token-recipient': asset },
  out,
});
const argv = (more: Record<string, string> = {}) =>
  Object.entries({ ...required(), ...more }).map(([name, value]) => `--${name}=${value}`);
const deploy = async (...args: string[]) =>
  (await run(process.execPath, ['scripts/contracts/deploy.ts', ...args])).stdout;

test('a dry run prints every parameter, address and cost, and sends nothing', async () => {
  const said = await deploy(...argv(), '--dry-run', `--deployer=${account.address}`);
  for (const name of ['tokenRecipient', 'tokenSupply', 'treasury', 'arbiter', 'feeBps', 'deliverySeconds', 'asset'])
    expect(said).toMatch(new RegExp(`^ {2}${name} = \\S`, 'm'));
  expect(said).toMatch(/^ {2}componentMarket at 0x[0-9a-fA-F]{40}: at most \d+ gas, transaction 5$/m);
  expect(said).toMatch(/at most \d{7,8} gas, 0\.\d+ of the chain's coin at \S+ gwei/);
  expect(said).not.toContain('mockUsd');
  expect(said).toContain('Dry run: nothing was sent.');
  expect(await createPublicClient({ transport: http(chain.rpcUrl) }).getBlockNumber()).toBe(0n);
  expect(fs.existsSync(out)).toBe(false);
});

test('the wrong chain, a missing key and a missing token are refused before anything is sent', async () => {
  await expect(deploy(...argv({ 'chain-id': '1' }), '--dry-run')).rejects.toThrow('is chain 8453, not 1');
  await expect(deploy(...argv(), `--deployer=${account.address}`)).rejects.toThrow('--key-file names the file');
  expect(() => readDeployOptions(argv({ asset: '0x12' }), {})).toThrow('--asset: must be an address');
  expect(() => readDeployOptions(argv({ 'fee-bps': '501' }), {})).toThrow('--fee-bps');
});

test('a deployment is repeated without a transaction, and never with other parameters', async () => {
  const key = ['--key-file', path.join(folder, 'key')];
  await expect(deploy(...argv(), ...key)).rejects.toThrow(`There is no ERC-20 token at ${asset}`);
  const token = await someToken();
  expect(await deploy(...argv({ asset: token }), ...key)).toContain('All contracts are on chain 8453');
  const client = createPublicClient({ transport: http(chain.rpcUrl) });
  expect(await client.getTransactionCount({ address: account.address })).toBe(7);
  expect(await deploy(...argv({ asset: token }), ...key)).toMatch(/componentLicence at \S+: is there/);
  expect(await client.getTransactionCount({ address: account.address })).toBe(7);
  const record = JSON.parse(fs.readFileSync(out, 'utf8'));
  expect(record).toMatchObject({ contracts: { mockUsd: null }, chainId: 8453, assets: [{ address: token }, {}] });
  await expect(deploy(...argv({ asset: token, 'fee-bps': '1' }), ...key)).rejects.toThrow("Contracts can't be changed");
});

async function someToken(): Promise<string> {
  const wallet = createWalletClient({ account: localAccount('faucet'), transport: http(chain.rpcUrl) });
  const hash = await wallet.deployContract({ chain: null, abi: mockUsdAbi, bytecode: mockUsdBytecode });
  const client = createPublicClient({ transport: http(chain.rpcUrl), pollingInterval: 10 });
  return getAddress((await client.waitForTransactionReceipt({ hash })).contractAddress ?? '');
}
