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
import { afterEach, beforeEach, expect, it } from 'vitest';
import { answersQueries } from './answers-queries.ts';
import { copyWithinReach, findBinaries } from './find-binaries.ts';
import { isReachable } from './reachable-folder.ts';
import { removeCluster } from './remove-cluster.ts';
import { readServerState } from './server-state.ts';
import { startPostgres } from './start-postgres.ts';

const isRoot = process.getuid?.() === 0;
let parent: string;
let folder: string;

beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), 'gaianet-pg-'));
  folder = path.join(parent, 'postgres');
});
afterEach(() => {
  removeCluster(folder);
  rmSync(parent, { recursive: true, force: true });
});

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
  const first = await startPostgres({ folder });
  await query(first.url, 'CREATE TABLE kept AS SELECT 7 AS number');
  const second = await startPostgres({ folder });
  expect(second.child).toBeNull();
  expect(second.url).toBe(first.url);
  await second.stop();
  expect(await answersQueries(first.url)).toBe(false);

  const third = await startPostgres({ folder });
  expect(await query(third.url, 'SELECT number FROM kept')).toEqual([{ number: 7 }]);
  await third.stop();
});

it('a server that was killed starts again on its files, with nothing committed lost', async () => {
  const first = await startPostgres({ folder });
  await query(first.url, 'CREATE TABLE kept AS SELECT 7 AS number');
  const { child } = first;
  if (!child) throw new Error('It was not started here.');
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(existsSync(path.join(folder, 'postmaster.pid'))).toBe(true);
  const again = await startPostgres({ folder });
  expect(await query(again.url, 'SELECT number FROM kept')).toEqual([{ number: 7 }]);
  await again.stop();
});

it('a data folder that was copied has its own server from then on, and deleting it leaves the first alone', async () => {
  const first = await startPostgres({ folder });
  await query(first.url, 'CREATE TABLE kept AS SELECT 7 AS number');
  await first.stop();
  const place = readServerState(`${folder}.json`)?.folder ?? '';
  const copy = path.join(parent, 'other', 'postgres');
  cpSync(place, copy, { recursive: true });
  cpSync(`${folder}.json`, `${copy}.json`);

  const original = await startPostgres({ folder });
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
  const first = await startPostgres({ folder });
  await query(first.url, 'CREATE TABLE kept AS SELECT 7 AS number');
  await first.stop();
  const moved = path.join(parent, 'moved');
  mkdirSync(moved);
  for (const name of ['postgres', 'postgres.json']) renameSync(path.join(parent, name), path.join(moved, name));
  const again = await startPostgres({ folder: path.join(moved, 'postgres') });
  expect(await query(again.url, 'SELECT number FROM kept')).toEqual([{ number: 7 }]);
  await again.stop();
  expect(existsSync(folder)).toBe(false);
});

it('a pid file whose number another program has now keeps no start out', async () => {
  await (await startPostgres({ folder })).stop();
  writeFileSync(path.join(folder, 'postmaster.pid'), `${process.pid}\n${folder}\n`);
  const again = await startPostgres({ folder });
  expect(await answersQueries(again.url)).toBe(true);
  await again.stop();
});

it('the password is in a file for its owner only, and no key is in the environment of the server', async () => {
  process.env.GAIA_SECRET_KEY = 'f'.repeat(64);
  const server = await startPostgres({ folder });
  delete process.env.GAIA_SECRET_KEY;
  const mode = spawnSync('stat', ['-c', '%a', `${folder}.json`], { encoding: 'utf8' }).stdout.trim();
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
  const place = readServerState(`${folder}.json`)?.folder ?? '';
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
