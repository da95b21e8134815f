import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { answersQueries } from './answers-queries.ts';
import { copyWithinReach, findBinaries } from './find-binaries.ts';
import { isReachable } from './reachable-folder.ts';
import { removeCluster } from './remove-cluster.ts';
import { readServerState } from './server-state.ts';
import { startPostgres } from './start-postgres.ts';

const isRoot = process.getuid?.() === 0;
let parent: string;
let folder: string;

/** To make a cluster takes a second: the tests that need just any have one in common, which each leaves stopped. */
let sharedParent: string;
let shared: string;

beforeAll(async () => {
  sharedParent = mkdtempSync(path.join(tmpdir(), 'gaianet-pg-'));
  shared = path.join(sharedParent, 'postgres');
  const server = await startPostgres({ folder: shared });
  await query(server.url, 'CREATE TABLE kept AS SELECT 7 AS number');
  await server.stop();
});
afterAll(() => {
  removeCluster(shared);
  rmSync(sharedParent, { recursive: true, force: true });
});
beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), 'gaianet-pg-'));
  folder = path.join(parent, 'postgres');
});
afterEach(() => {
  removeCluster(folder);
  rmSync(parent, { recursive: true, force: true });
});

/** Where its files really are. */
const placeOf = (cluster: string) => readServerState(`${cluster}.json`)?.folder ?? '';

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

it('a second start joins the running server; a later start finds its rows again', async () => {
  const first = await startPostgres({ folder: shared });
  const second = await startPostgres({ folder: shared });
  expect(second.child).toBeNull();
  expect(second.url).toBe(first.url);
  await second.stop();
  expect(await answersQueries(first.url)).toBe(false);

  const third = await startPostgres({ folder: shared });
  expect(await query(third.url, 'SELECT number FROM kept')).toEqual([{ number: 7 }]);
  await third.stop();
});

it('a server that was killed starts again on its files, with nothing committed lost', async () => {
  const first = await startPostgres({ folder: shared });
  await query(first.url, 'CREATE TABLE late AS SELECT 8 AS number');
  const { child } = first;
  if (!child) throw new Error('It was not started here.');
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(existsSync(path.join(placeOf(shared), 'postmaster.pid'))).toBe(true);
  const again = await startPostgres({ folder: shared });
  expect(await query(again.url, 'SELECT number FROM late')).toEqual([{ number: 8 }]);
  await again.stop();
});

it('a data folder that was copied has its own server from then on, and deleting it leaves the first alone', async () => {
  const place = placeOf(shared);
  const copy = path.join(parent, 'other', 'postgres');
  cpSync(place, copy, { recursive: true });
  cpSync(`${shared}.json`, `${copy}.json`);

  const original = await startPostgres({ folder: shared });
  const other = await startPostgres({ folder: copy });
  expect(other.url).not.toBe(original.url);
  await query(other.url, 'UPDATE kept SET number = 8');
  expect(await query(original.url, 'SELECT number FROM kept')).toEqual([{ number: 7 }]);
  await other.stop();
  removeCluster(copy);
  expect(existsSync(copy)).toBe(false);
  await original.stop();
  expect(existsSync(path.join(place, 'PG_VERSION'))).toBe(true);
});

it('a data folder that was moved keeps its rows', async () => {
  const from = shared;
  const moved = path.join(path.dirname(from), 'moved', 'postgres');
  mkdirSync(path.dirname(moved));
  for (const file of ['', '.json']) renameSync(`${from}${file}`, `${moved}${file}`);
  shared = moved;
  const again = await startPostgres({ folder: moved });
  expect(await query(again.url, 'SELECT number FROM kept')).toEqual([{ number: 7 }]);
  await again.stop();
  expect(existsSync(from)).toBe(false);
});

it('a pid file whose number another program has now keeps no start out', async () => {
  const place = placeOf(shared);
  writeFileSync(path.join(place, 'postmaster.pid'), `${process.pid}\n${place}\n`);
  const again = await startPostgres({ folder: shared });
  expect(await answersQueries(again.url)).toBe(true);
  await again.stop();
});

it('the password is in a file for its owner only, and no key is in the environment of the server', async () => {
  process.env.GAIA_SECRET_KEY = 'f'.repeat(64);
  const server = await startPostgres({ folder: shared });
  delete process.env.GAIA_SECRET_KEY;
  const mode = spawnSync('stat', ['-c', '%a', `${shared}.json`], { encoding: 'utf8' }).stdout.trim();
  if (process.platform === 'linux') {
    expect(mode).toBe('600');
    expect(readFileSync(`/proc/${server.pid}/environ`, 'utf8')).not.toContain('GAIA_SECRET_KEY');
  }
  await server.stop();
});

it.runIf(isRoot)('as root without user namespaces it runs as another user, below a closed folder too', async () => {
  chmodSync(parent, 0o700);
  const server = await startPostgres({ folder, userNamespaces: false });
  const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
  expect(status).toMatch(/^Uid:\s+65534\s/m);
  expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  const place = placeOf(folder);
  expect(place).not.toBe(folder);
  await server.stop();

  const again = await startPostgres({ folder, userNamespaces: false });
  expect(await answersQueries(again.url)).toBe(true);
  await again.stop();
  removeCluster(folder);
  expect(existsSync(place)).toBe(false);
});

it('the programs can be copied to where anybody can start them', async () => {
  const copy = copyWithinReach(await findBinaries({ anyUser: false }), path.join(parent, 'copy'));
  const version = spawnSync(copy.postgres, ['--version'], { encoding: 'utf8' });
  expect(version.stdout).toMatch(/^postgres \(PostgreSQL\) \d+/);
  expect(copyWithinReach(await findBinaries({ anyUser: false }), path.join(parent, 'copy'))).toEqual(copy);
});

it.runIf(isRoot && isReachable(import.meta.dirname))('a normal user can start and stop it', () => {
  chmodSync(parent, 0o777);
  const program = `
    const { startPostgres } = await import(${JSON.stringify(pathToFileURL(path.join(import.meta.dirname, 'start-postgres.ts')).href)});
    const server = await startPostgres({ folder: ${JSON.stringify(folder)} });
    console.log(process.getuid(), server.port > 0);
    await server.stop();`;
  const nobody = 65_534;
  const result = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    uid: nobody,
    gid: nobody,
    cwd: process.cwd(),
    encoding: 'utf8',
  });
  expect(`${result.stdout}${result.stderr}`).toBe('65534 true\n');
});
