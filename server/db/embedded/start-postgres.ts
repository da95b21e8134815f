import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, existsSync, openSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { answersQueries } from './answers-queries.ts';
import { databaseEnvironment } from './env.ts';
import { type Binaries, findBinaries } from './find-binaries.ts';
import { initialiseCluster } from './initialise-cluster.ts';
import { knownCluster } from './known-cluster.ts';
import { placeCluster } from './place-cluster.ts';
import { removeStalePid } from './remove-stale-pid.ts';
import { chooseRunAs, type RunAs } from './run-as.ts';
import { type ServerState, writeServerState } from './server-state.ts';
import { stopPostgres } from './stop-postgres.ts';

/** Long enough for recovery after a crash. */
const startTimeoutMs = 60_000;

export interface RunningPostgres {
  /** Address of the server's database `postgres`. */
  url: string;
  port: number;
  pid: number | null;
  /** The server process, when this call started it; null when it joined a running one. */
  child: ChildProcess | null;
  /** Fast shutdown: open transactions are rolled back, files are left clean. */
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** The cluster's files; its state and log lie beside it as `<folder>.json` and `<folder>.log`. */
  folder: string;
  /** A free one is chosen when absent. */
  port?: number;
  /** False: do as where the kernel offers none. */
  userNamespaces?: boolean;
}

/** Starts PostgreSQL on the cluster in `folder` (made at the first start), or joins the one that runs there. Works as root and as a normal user. */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const stateFile = `${options.folder}.json`;
  const logFile = `${options.folder}.log`;
  const known = knownCluster(options.folder);
  if (known && !known.isMoved && (await answersQueries(addressOf(known)))) return running(known, null);

  const runAs = chooseRunAs(options);
  const binaries = await findBinaries({ anyUser: runAs.dropsUser });
  const folder = known?.folder ?? placeCluster(options.folder, runAs);
  const password = known?.password ?? randomBytes(18).toString('hex');
  writeServerState(stateFile, { password, port: 0, pid: null, folder });
  if (!existsSync(path.join(folder, 'PG_VERSION'))) initialiseCluster({ binaries, runAs, folder, password });
  removeStalePid(path.join(folder, 'postmaster.pid'));
  // A copy or a restored backup may have lost what PostgreSQL insists on.
  chmodSync(folder, 0o700);

  // Chosen last: a free port stays free for a moment only, and to make the files takes seconds.
  const port = options.port ?? (await freePort());
  const child = spawnServer({ binaries, runAs, folder, port, logFile });
  const state: ServerState = { password, port, pid: child.pid ?? null, folder };
  writeServerState(stateFile, state);
  await untilReady(state, { child, logFile });
  return running(state, child);
}

function spawnServer(input: {
  binaries: Binaries;
  runAs: RunAs;
  folder: string;
  port: number;
  logFile: string;
}): ChildProcess {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    shared_buffers: '64MB',
    max_connections: '80',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const [command, args] = input.runAs.command(input.binaries.postgres, [
    '-D',
    input.folder,
    '-p',
    String(input.port),
    ...flags,
  ]);
  const log = openSync(input.logFile, 'a', 0o600);
  const child = spawn(command, args, {
    ...input.runAs.options,
    detached: true,
    stdio: ['ignore', log, log],
    env: databaseEnvironment(),
  });
  closeSync(log);
  return child;
}

async function untilReady(state: ServerState, input: { child: ChildProcess; logFile: string }): Promise<void> {
  const deadline = performance.now() + startTimeoutMs;
  while (performance.now() < deadline && input.child.exitCode === null && input.child.signalCode === null) {
    if (await answersQueries(addressOf(state))) return;
    await delay(50);
  }
  input.child.kill('SIGQUIT');
  throw new Error(`PostgreSQL did not start on port ${state.port}; ${input.logFile} says why.`);
}

function running(state: ServerState, child: ChildProcess | null): RunningPostgres {
  const { pid, port } = state;
  return { url: addressOf(state), port, pid, child, stop: async () => (pid === null ? undefined : stopPostgres(pid)) };
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
