import { createPublicClient, createTestClient, http, type PublicClient, parseAbi } from 'viem';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { deployLocal } from '#server/chain/local/deploy-local.ts';
import { localAccount } from '#server/chain/local/local-accounts.ts';
import { localParameters } from '#server/chain/local/local-parameters.ts';
import { type LocalChain, spawnAnvil } from '#server/chain/local/spawn-anvil.ts';
import { boundGas } from './bound-gas.ts';
import { deployContracts } from './deploy-contracts.ts';
import { type BegunDeployment, begunDeploymentSchema, type DeploymentRecord } from './deployment-record.ts';
import { hashPlan, planDeployment } from './plan-deployment.ts';

let chain: LocalChain;
let client: PublicClient;
let written: DeploymentRecord[];
let said: string[];
let fresh: `0x${string}`;
const account = localAccount('deployer');

beforeAll(async () => {
  chain = await spawnAnvil({ port: 0, folder: null });
  client = createPublicClient({ transport: http(chain.rpcUrl), pollingInterval: 10, cacheTime: 0 });
});
afterAll(() => void chain.child.kill('SIGKILL'));
const anvil = () => createTestClient({ mode: 'anvil', transport: http(chain.rpcUrl) });
beforeEach(async () => {
  if (fresh) await anvil().revert({ id: fresh });
  fresh = await anvil().snapshot();
  written = [];
  said = [];
});

const input = (record: BegunDeployment | null = null, parameters = localParameters()) => ({
  ...{ client, rpcUrl: chain.rpcUrl, account, parameters, record },
  write: (next: DeploymentRecord) => void written.push(next),
  note: (line: string) => void said.push(line),
});

test('all contracts are deployed where the plan said, for no more gas than it said, and know each other', async () => {
  const plan = planDeployment(localParameters(), { deployer: account.address, firstNonce: 0 });
  const record = await deployContracts(input());
  expect(record).toMatchObject({ contracts: plan.addresses, chainId: 42_069_420, startBlock: 1 });
  expect(record.assets.map(({ symbol, decimals }) => [symbol, decimals])).toEqual([
    ['mUSD', 6],
    ['GAIA', 18],
  ]);
  for (const [index, { initCode }] of plan.contracts.entries()) {
    const used = Number(/\((\d+) gas\)/.exec(said[index] ?? '')?.[1]);
    expect(used).toBeLessThanOrEqual(boundGas(initCode));
    expect(used).toBeGreaterThan(0.7 * boundGas(initCode));
  }
  const abi = parseAbi([
    'function TREASURY() view returns (address)',
    'function CHALLENGE_SECONDS() view returns (uint40)',
  ]);
  const market = { address: record.contracts.componentMarket, abi } as const;
  expect(await client.readContract({ ...market, functionName: 'TREASURY' })).toBe(localAccount('treasury').address);
  expect(await client.readContract({ ...market, functionName: 'CHALLENGE_SECONDS' })).toBe(300);
});

test('a second run sends nothing', async () => {
  const record = await deployContracts(input());
  const count = await client.getTransactionCount({ address: account.address });
  expect(await deployContracts(input(record))).toEqual(record);
  expect(await client.getTransactionCount({ address: account.address })).toBe(count);
});

test.each([0, 1, 4, 7])('a run that ended after %i contracts is gone on with, to the same addresses', async (after) => {
  const stop = new Error('killed');
  const first = input();
  const note = (line: string) => {
    if (said.push(line) > after) throw stop;
  };
  await expect(deployContracts({ ...first, note })).rejects.toBe(stop);
  const [half] = written;
  const record = await deployContracts(input(half));
  expect(record.contracts).toEqual(half?.contracts);
  expect(await client.getTransactionCount({ address: account.address })).toBe(8);
});

test('contracts that a later release adds come after the ones that are there, which stay where they are', async () => {
  const { contracts } = planDeployment(localParameters(), { deployer: account.address, firstNonce: 0 });
  const stop = new Error('the earlier release had no more');
  const note = (line: string) => {
    if (said.push(line) === contracts.length - 1) throw stop;
  };
  await expect(deployContracts({ ...input(), note })).rejects.toBe(stop);
  const earlier = { ...written[0], planHash: hashPlan(contracts.slice(0, -1)) };
  const ofThen = { ...earlier.contracts, domainRegistry: undefined };
  const record = await deployContracts(input(begunDeploymentSchema.parse({ ...earlier, contracts: ofThen })));
  expect(record).toMatchObject({ contracts: earlier.contracts, firstNonce: 0, startBlock: 1 });
  expect(said).toHaveLength(contracts.length);
  expect(await client.getTransactionCount({ address: account.address })).toBe(contracts.length);
});

test('a transaction that came between is told; the local chain then starts anew', async () => {
  const plan = planDeployment(localParameters(), { deployer: account.address, firstNonce: 0 });
  const half = { ...(await deployContracts(input())), planHash: plan.planHash };
  await anvil().revert({ id: fresh });
  fresh = await anvil().snapshot();
  await anvil().setNonce({ address: account.address, nonce: 3 });
  await expect(deployContracts(input(half))).rejects.toThrow('networkToken was to be transaction 0');
  const record = await deployLocal({ ...input(half) });
  expect(record.firstNonce).toBe(3);
  expect(said).toContain('The chain is another than the one the contracts were on; deploying them anew');
});

test('other parameters are another deployment, and a given token keeps play money away', async () => {
  const local = await deployContracts(input());
  const asset = local.contracts.networkToken;
  const other = await deployContracts(input(local, { ...localParameters(), asset, feeBps: 100 }));
  expect(other.contracts).toMatchObject({ mockUsd: null });
  expect(other.firstNonce).toBe(8);
  expect(other.assets[0]).toEqual({ address: asset, symbol: 'GAIA', decimals: 18 });
});
