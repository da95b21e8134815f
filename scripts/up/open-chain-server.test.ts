import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createPublicClient, http } from 'viem';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type ChainFacts, chainFactsSchema } from '#protocol/chain/chain-facts.ts';
import { forwardClock } from '#server/chain/local/forward-clock.ts';
import { openChain } from '#server/chain/open-chain.ts';
import { isAlive } from '#server/db/embedded/is-alive.ts';
import { findPort } from './find-port.ts';
import { openChainServer } from './open-chain-server.ts';
import { openSupervisor, type Supervisor } from './supervisor.ts';

let home: string;
let port: number;
let supervisor: Supervisor;
let said: string[];
let notes: string[];
const patience = { timeout: 15_000, interval: 20 };
vi.setConfig({ testTimeout: 60_000 });

beforeEach(async () => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'gaianet-chain-'));
  port = await findPort(18_545, { name: 'chain', taken: new Map(), say: () => undefined });
  vi.stubEnv('GAIA_RPC_URL', '');
  notes = [];
  said = [];
  renew();
});
afterEach(async () => {
  await supervisor.stop([]);
  vi.unstubAllEnvs();
  fs.rmSync(home, { recursive: true });
});

function renew(): void {
  supervisor = openSupervisor({ logs: path.join(home, 'logs'), say: (line) => said.push(line), firstPauseMs: 10 });
}
const step = { note: (line: string) => void notes.push(line), progress: () => undefined };
const open = () => openChainServer(step, { home, port, supervisor, say: (line) => void said.push(line) });
const client = () =>
  createPublicClient({ transport: http(`http://127.0.0.1:${port}`, { retryCount: 0 }), cacheTime: 0 });
const facts = (): ChainFacts =>
  chainFactsSchema.parse(JSON.parse(fs.readFileSync(path.join(home, 'chain.json'), 'utf8')));
const hasMarket = async () => (await client().getCode({ address: facts().contracts.componentMarket })) !== undefined;
const anvilPid = () =>
  Number(execFileSync('pgrep', ['-P', String(supervisor.children()[0]?.pid)], { encoding: 'utf8' }).trim());

/** Kills anvil itself, and waits until another answers with the contracts. */
async function killAnvil(): Promise<void> {
  const pid = anvilPid();
  process.kill(pid, 'SIGKILL');
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), patience);
  await vi.waitFor(async () => expect(await hasMarket()).toBe(true), patience);
}

test('the contracts are deployed once, and are there after a stop, a kill, and a kill while the state is written; its clock never goes back', async () => {
  const chain = await open();
  expect(notes).toEqual([`Local chain 42069420 runs on port ${port}; 8 contracts deployed`]);
  expect(facts()).toMatchObject({ rpcUrl: chain?.rpcUrl, isLocal: true, contracts: chain?.contracts });
  const { now } = await forwardClock({ chain: openChain(facts()) }, { seconds: 8 * 86_400 });
  const block = await client().getBlock();
  const time = async () => Number((await client().getBlock({ blockTag: 'pending' })).timestamp);
  const saved = () => fs.readFileSync(path.join(home, 'chain/state.kept.json'), 'utf8');
  const number = `0x${block.number.toString(16)}`;
  await vi.waitFor(() => expect(JSON.parse(saved())).toMatchObject({ block: { number } }), patience);

  await killAnvil();
  expect((await client().getBlock()).hash).toBe(block.hash);
  expect(await time()).toBeGreaterThanOrEqual(now.getTime() / 1_000);

  await supervisor.stop(['chain']);
  const state = path.join(home, 'chain/state.json');
  fs.truncateSync(state, Math.floor(fs.statSync(state).size / 2));
  renew();
  said.length = 0;
  expect(await open()).toEqual(chain);
  // It came back from what was kept at once: it neither ended on the way nor was anything deployed again.
  expect(said).toEqual([]);
  expect(notes[1]).toBe(`Local chain 42069420 runs on port ${port}; all contracts are there`);
  expect((await client().getBlock()).hash).toBe(block.hash);
  expect(await time()).toBeGreaterThanOrEqual(now.getTime() / 1_000);
});

test('killed before its state was saved, it gets its contracts again, at the same addresses', async () => {
  const chain = await open();
  fs.rmSync(path.join(home, 'chain/state.json'), { force: true });
  const pid = anvilPid();
  process.kill(pid, 'SIGSTOP');
  fs.rmSync(path.join(home, 'chain/state.json'), { force: true });
  fs.rmSync(path.join(home, 'chain/state.kept.json'), { force: true });
  await killAnvil();
  expect(facts().contracts).toEqual(chain?.contracts);
  await vi.waitFor(() => expect(said).toContainEqual(expect.stringContaining('componentMarket is at')), patience);
});

test('a network is only looked at: another chain id is refused, one that is silent is not', async () => {
  const { contracts } = (await open()) ?? {};
  const record = path.join(home, 'chain/contracts.json');
  vi.stubEnv('GAIA_RPC_URL', `http://127.0.0.1:${port}`);
  vi.stubEnv('GAIA_CHAIN_ID', '42069420');
  vi.stubEnv('GAIA_CONTRACTS', record);
  expect(await open()).toMatchObject({ chainId: 42_069_420, contracts });
  expect(notes.at(-1)).toBe('Chain 42069420 answers and has the contracts');
  const other = path.join(home, 'other.json');
  fs.writeFileSync(other, fs.readFileSync(record, 'utf8').replace('42069420', '8453'));
  vi.stubEnv('GAIA_CONTRACTS', other);
  vi.stubEnv('GAIA_CHAIN_ID', '8453');
  await expect(open()).rejects.toThrow('leads to chain 42069420, but GAIA_CHAIN_ID is 8453');
  vi.stubEnv('GAIA_RPC_URL', 'http://127.0.0.1:1');
  expect(await open()).toMatchObject({ chainId: 8453 });
  expect(notes.at(-1)).toBe('Chain 8453 does not answer now; GAIA_RPC_URL says where it is asked');
});
