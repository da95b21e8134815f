import fs from 'node:fs';
import path from 'node:path';
import type { ContractAddresses } from '#protocol/chain/chain-facts.ts';
import { isUp } from './is-up.ts';
import type { Ports } from './options.ts';

/** What `.data/run.json` tells other programs while the product runs. */
export interface RunFile {
  ready: true;
  pid: number;
  studio: string;
  signIn: string;
  gateway: string;
  node: string;
  nodeAddress: string;
  agent: string;
  /** What each listens on here, also where the addresses above are public ones. */
  ports: Ports;
  /** The chain that is used, or null where there is none. */
  chain: { rpcUrl: string; chainId: number; contracts: ContractAddresses } | null;
}

/** Written when everything is ready, in one step. */
export function writeRunFile(home: string, content: RunFile): void {
  const file = path.join(home, 'run.json');
  fs.writeFileSync(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  fs.renameSync(`${file}.new`, file);
}

/** What runs now, or null; a file that a killed `up` left behind says nothing. */
export function readRunFile(home: string): RunFile | null {
  try {
    const run: RunFile = JSON.parse(fs.readFileSync(path.join(home, 'run.json'), 'utf8'));
    return isUp(run.pid) ? run : null;
  } catch {
    return null;
  }
}

/** Removed at stop. */
export function removeRunFile(home: string): void {
  fs.rmSync(path.join(home, 'run.json'), { force: true });
}
