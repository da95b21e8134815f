import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { answersQueries } from './answers-queries.ts';
import { type Binaries, findBinaries } from './find-binaries.ts';
import { removeStalePid } from './remove-stale-pid.ts';
import { chooseRunAs, type RunAs } from './run-as.ts';
import { readServerState, type ServerState, writeServerState } from './server-state.ts';

const startTimeoutMs = 30_000;

export interface RunningPostgres {
  /** Address of the server's database `postgres`. */
  url: string;
  port: number;
  /** The server process, when this call started it; null when it joined a running one. */
  child: ChildProcess | null;
  /** Fast shutdown: open transactions are rolled back, files are left clean. */
  stop(): Promise<void>;
}

/** Starts PostgreSQL on the cluster in `folder` (made at the first start), or joins the one that runs there. Works as root and as a normal user. */
export async function startPostgres(options: { folder: string; port?: number }): Promise<RunningPostgres> {
  const stateFile = `${options.folder}.json`;
  const known = readServerState(stateFile);
  if (known && (await answersQueries(addressOf(known)))) return running(known, null);

  const runAs = chooseRunAs();
  const binaries = await findBinaries({ reachable: runAs.dropsUser });
  const folder = known?.folder ?? placeFor(options.folder, runAs);
  const password = known?.password ?? randomBytes(18).toString('hex');
  if (!existsSync(path.join(folder, 'PG_VERSION'))) initialise({ binaries, runAs, folder, password });
  removeStalePid(path.join(folder, 'postmaster.pid'));

  const port = options.port ?? (await freePort());
  const log = openSync(`${options.folder}.log`, 'a');
  const settings = [
    '-D',
    folder,
    '-p',
    String(port),
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    'unix_socket_directories=',
  ];
  const [command, args] = runAs.command(binaries.postgres, [
    ...settings,
    '-c',
    'shared_buffers=64MB',
    '-c',
    'max_connections=80',
  ]);
  const child = spawn(command, args, { ...runAs.options, detached: true, stdio: ['ignore', log, log] });
  const state: ServerState = { password, port, pid: child.pid ?? null, folder };
  writeServerState(stateFile, state);
  await untilReady(state, { child, logFile: `${options.folder}.log` });
  return running(state, child);
}

/** Below a folder that another user can't enter, the cluster goes to the temporary folder instead. */
function placeFor(folder: string, runAs: RunAs): string {
  mkdirSync(path.dirname(folder), { recursive: true });
  if (!runAs.dropsUser) return folder;
  const place = mkdtempSync(path.join(tmpdir(), 'gaianet-cluster-'));
  chmodSync(place, 0o700);
  chownSync(place, runAs.options.uid ?? 0, runAs.options.gid ?? 0);
  return path.join(place, 'postgres');
}

function initialise(input: { binaries: Binaries; runAs: RunAs; folder: string; password: string }): void {
  const { binaries, runAs, folder, password } = input;
  const passwordFile = path.join(mkdtempSync(path.join(tmpdir(), 'gaianet-')), 'password');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (runAs.dropsUser) {
    for (const reached of [path.dirname(passwordFile), passwordFile]) {
      chownSync(reached, runAs.options.uid ?? 0, runAs.options.gid ?? 0);
    }
  }
  const flags = ['-D', folder, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`];
  const [command, args] = runAs.command(binaries.initdb, [...flags, '-E', 'UTF8', '--locale=C', '--no-instructions']);
  const result = spawnSync(command, args, { ...runAs.options, encoding: 'utf8' });
  rmSync(path.dirname(passwordFile), { recursive: true, force: true });
  if (result.status !== 0)
    throw new Error(`PostgreSQL could not create its files in ${folder}: ${result.stderr || result.error}`);
}

async function untilReady(state: ServerState, input: { child: ChildProcess; logFile: string }): Promise<void> {
  const deadline = Date.now() + startTimeoutMs;
  while (Date.now() < deadline && input.child.exitCode === null) {
    if (await answersQueries(addressOf(state))) return;
    await delay(50);
  }
  throw new Error(`PostgreSQL did not start on port ${state.port}; ${input.logFile} says why.`);
}

function running(state: ServerState, child: ChildProcess | null): RunningPostgres {
  return { url: addressOf(state), port: state.port, child, stop: () => stopByPid(state) };
}

/** SIGINT is PostgreSQL's fast shutdown; the postmaster's own pid is in its pid file. */
async function stopByPid(state: ServerState): Promise<void> {
  if (state.pid === null) return;
  try {
    process.kill(state.pid, 'SIGINT');
    while (true) {
      process.kill(state.pid, 0);
      await delay(25);
    }
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ESRCH') throw cause;
  }
}

function addressOf({ password, port }: ServerState): string {
  return `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
