import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { localChainId } from '#protocol/chain/local-chain-id.ts';
import { findAnvil } from './find-anvil.ts';
import { restoreState, stateFile } from './keep-state.ts';
import { readStateTime } from './read-state-time.ts';

export interface LocalChainOptions {
  /** Port on the loopback; 0 takes a free one. */
  port: number;
  /** Where its state is kept over restarts; a chain without one is forgotten when it ends. */
  folder: string | null;
  chainId?: number;
}

export interface LocalChain {
  child: ChildProcess;
  rpcUrl: string;
}

/** Starts anvil and resolves once it listens. A block is made for each transaction, at once. Throws with its last words when it ends instead. */
export async function spawnAnvil(options: LocalChainOptions): Promise<LocalChain> {
  const program = findAnvil();
  if (!program)
    throw new Error(
      `anvil is not installed for ${process.platform}-${process.arch}; run npm install, or set GAIA_RPC_URL.`,
    );
  const child = spawn(program, argumentsFor(options), {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { NODE_ENV: 'production' },
  });
  return { child, rpcUrl: await untilListening(child) };
}

function argumentsFor({ port, folder, chainId = localChainId }: LocalChainOptions): string[] {
  const always = ['--host', '127.0.0.1', '--port', String(port), '--chain-id', String(chainId), '--no-cors'];
  if (folder === null) return always;
  const cache = path.join(folder, 'cache');
  rmSync(cache, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true, mode: 0o700 });
  restoreState(folder);
  return [...always, '--state', stateFile(folder), '--state-interval', '1', '--cache-path', cache, ...timeOf(folder)];
}

/** A chain whose clock was put forward goes on from its last block; started with this machine's time, its blocks would be older than those before them. */
function timeOf(folder: string): string[] {
  const seconds = readStateTime(folder);
  return seconds !== null && seconds * 1_000 > Date.now() ? ['--timestamp', String(seconds)] : [];
}

/** anvil says where it listens; whatever it says later is read and dropped, or its pipe would fill up. */
function untilListening(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (bytes: Buffer) => {
      said = (said + bytes.toString()).slice(-4_000);
      const where = /Listening on (\S+)/.exec(said)?.[1];
      if (where) resolve(`http://${where}`);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      reject(new Error(`anvil ended with ${code ?? signal} while starting:\n${said}`)),
    );
  });
}
