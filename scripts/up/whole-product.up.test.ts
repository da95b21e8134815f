import { execFile } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { createPublicClient, http } from 'viem';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { RunFile } from './run-file.ts';
import { ctrlC, openTerminal, type Terminal } from './testing/open-terminal.ts';
import { processesOf } from './testing/processes-of.ts';

// `npm run up` itself, in a real terminal, on a data folder of its own. The tests tell one story, in this order.
const run = promisify(execFile);
const home = fs.mkdtempSync(path.join(os.tmpdir(), 'gaianet-up-'));
const other = net.createServer();
let env: NodeJS.ProcessEnv;
let busyPort: number;
let terminal: Terminal;

beforeAll(async () => {
  busyPort = await listen(other, 0);
  env = {
    ...process.env,
    NODE_ENV: 'production',
    GAIA_HOME: home,
    GAIA_MODELS: process.env.GAIA_MODELS ?? path.join(os.homedir(), '.cache/gaianet/models'),
    GAIA_STUDIO_PORT: String(busyPort),
    GAIA_GATEWAY_PORT: String(busyPort),
    GAIA_NODE_PORT: String(busyPort),
    GAIA_CHAIN_PORT: String(busyPort),
  };
});
afterAll(async () => {
  other.close();
  terminal?.type(ctrlC);
  await terminal?.ended;
  fs.rmSync(home, { recursive: true });
});

function listen(server: net.Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as net.AddressInfo).port));
  });
}

function start(more: Record<string, string> = {}): Terminal {
  terminal = openTerminal(['scripts/up.mjs'], { ...env, ...more });
  return terminal;
}

const file = (name: string) => path.join(home, name);
const readRun = (): RunFile => JSON.parse(fs.readFileSync(file('run.json'), 'utf8'));
const pidOf = (name: string): number | undefined =>
  (JSON.parse(fs.readFileSync(file('children.json'), 'utf8')) as { name: string; pid: number }[]).find(
    (child) => child.name === name,
  )?.pid;
const marketSize = async () => {
  const { rpcUrl = '', contracts } = readRun().chain ?? {};
  const client = createPublicClient({ transport: http(rpcUrl, { retryCount: 0 }) });
  return (await client.getCode({ address: contracts?.componentMarket ?? '0x' }))?.length;
};
const isOk = async (url: string) => (await fetch(url)).ok;
const node = async (...args: string[]) => (await run(process.execPath, args, { env })).stdout;

test('a first start goes through named steps, is never silent for more than 10 s, and ends with the addresses', async () => {
  const { until, output, longestSilenceMs } = start();
  await until('Ready after');
  const steps = [...output().matchAll(/^• (.+?)\r?$/gm)].map((match) => match[1]);
  expect(steps).toEqual([
    ...['Database', 'Models', 'Studio build', 'Chain', 'Gateway and worker', 'Studio', 'Node'],
    ...['Sample agent on the handbook', 'Question to the sample agent'],
  ]);
  expect(longestSilenceMs()).toBeLessThan(10_000);
  expect(output()).toContain(`Port ${busyPort} (studio) is in use by another program; taking `);
  expect(output()).toMatch(/“How often does a node send a heartbeat\?” → “[^”]+” \[\S+\.md\]/);
  expect(output()).toMatch(/Studio {7}http:\S+\/sign-in\?token=\S+/);
  expect(output()).toContain('Stop         Ctrl-C');
});

test('run.json tells other programs the addresses, and only its owner can read it', async () => {
  const told = readRun();
  expect(told).toMatchObject({ ready: true, signIn: expect.stringContaining(`${told.studio}/sign-in?`) });
  expect(fs.statSync(file('run.json')).mode & 0o777).toBe(0o600);
  expect(new Set(Object.values(told.ports)).size).toBe(4);
  expect(await isOk(`${told.studio}/api/health`)).toBe(true);
  expect(await isOk(`${told.gateway}/health`)).toBe(true);
  expect(await isOk(`${told.node}/health`)).toBe(true);
  expect(told.chain).toMatchObject({ rpcUrl: `http://127.0.0.1:${told.ports.chain}`, chainId: 42_069_420 });
  expect(await marketSize()).toBeGreaterThan(10_000);
});

test('a second start joins: it says what runs, with a fresh link, and refuses to reset', async () => {
  const { signIn, studio, pid } = readRun();
  const said = await node('scripts/up.mjs');
  expect(said).toContain(`GaiaNet already runs (pid ${pid}).`);
  expect(said).toContain(`${studio}/sign-in?token=`);
  expect(said).not.toContain(signIn);
  await expect(node('scripts/up.mjs', '--reset', '--yes')).rejects.toThrow('stop it with Ctrl-C first, then reset');
});

test('the commands beside it find what runs: doctor, sign-in-link, seed', async () => {
  const { studio } = readRun();
  const doctor = await node('scripts/doctor.ts');
  expect(doctor).toContain(`GAIA_HOME = ${home}  [environment]`);
  for (const name of [
    'Node.js',
    'Disk',
    'Memory',
    'Database',
    'Clock',
    'Studio',
    'Gateway',
    'Chain',
    'Contracts',
    'Chain index',
    'Node “This machine”',
  ])
    expect(doctor).toMatch(new RegExp(`^ {2}ok {7}${name}: `, 'm'));
  expect(doctor).toMatch(/ok {7}Model \S+ on “This machine”: its SHA-256 is right/);
  expect(await node('scripts/sign-in-link.ts')).toMatch(
    new RegExp(`^${studio}/sign-in\\?token=\\S+\nWorks once, until`),
  );
  expect(await node('scripts/chain-rebuild.ts')).toMatch(
    /Deed +0 rows, as before\n(?:.*\n)*Rebuilt from 0 events of chain 42069420/,
  );
  const seeded = await node('scripts/seed.ts');
  expect(seeded).toContain('Nodes: “This machine” is online, “Workshop” is off');
  for (const name of ['Ada', 'Ben']) expect(seeded).toContain(`${name} signs in once with ${studio}/sign-in?token=`);
});

test('a killed worker, a killed chain and a killed database are started again', async () => {
  const killed = pidOf('worker') ?? 0;
  process.kill(killed, 'SIGKILL');
  await terminal.until('The worker ended (SIGKILL); starting it again in 0.5 s.');
  await vi.waitFor(() => expect(pidOf('worker')).toSatisfy((pid) => pid !== undefined && pid !== killed), 10_000);
  process.kill(pidOf('chain') ?? 0, 'SIGKILL');
  await terminal.until('The chain ended (SIGKILL); starting it again in 0.5 s.');
  await vi.waitFor(async () => expect(await marketSize()).toBeGreaterThan(10_000), 20_000);
  const database = JSON.parse(fs.readFileSync(file('postgres.json'), 'utf8')) as { pid: number };
  process.kill(database.pid, 'SIGKILL');
  await terminal.until('The database runs again on port');
  await vi.waitFor(async () => expect(await isOk(`${readRun().studio}/api/health`)).toBe(true), 20_000);
});

test('Ctrl-C stops everything in order and leaves no process and no run.json', async () => {
  const chain = readRun().chain?.rpcUrl ?? '';
  terminal.type(ctrlC);
  expect(await terminal.ended).toBe(0);
  await expect(fetch(chain)).rejects.toThrow('fetch failed');
  expect(terminal.output()).toMatch(/Stopping: gateway, worker, studio, node, chain, database\r?\nStopped\.\r?\n$/);
  expect(processesOf(home)).toEqual([]);
  expect(fs.readdirSync(home)).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(run\.json|up\.pid)/)]));
});

test('a second start needs no network, and takes the wanted ports when they are free again', async () => {
  await new Promise((resolve) => other.close(resolve));
  const nowhere = 'http://127.0.0.1:9';
  const { until, output } = start({ https_proxy: nowhere, http_proxy: nowhere, PIP_INDEX_URL: nowhere });
  await until('Ready after');
  expect(output()).toContain('The build of an earlier start is still right');
  expect(output()).toContain('"Handbook guide" is live already');
  expect(output()).toMatch(/Local chain 42069420 runs on port \d+; all contracts are there\r?\n {2}✓ [0-2]\.\d s/);
  expect(readRun().studio).toBe(`http://127.0.0.1:${busyPort}`);
});

test('when `up` itself is killed its programs end, and the next start goes on from there', async () => {
  process.kill(readRun().pid, 'SIGKILL');
  await terminal.ended;
  const programs = () => processesOf(home).filter((line) => !line.includes('postgres'));
  await vi.waitFor(() => expect(programs()).toEqual([]), 20_000);
  const { until, output, type, ended } = start();
  await until('• Gateway and worker');
  expect(output()).toContain('PostgreSQL was already running on port');
  type(ctrlC);
  expect(await ended).toBe(0);
  expect(output()).toContain('left after');
  expect(processesOf(home)).toEqual([]);
});
