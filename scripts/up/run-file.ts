import fs from 'node:fs';
import path from 'node:path';

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
  chain: null;
}

/** Written when everything is ready, in one step. */
export function writeRunFile(home: string, content: RunFile): void {
  const file = path.join(home, 'run.json');
  fs.writeFileSync(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  fs.renameSync(`${file}.new`, file);
}

/** What runs now, or null. */
export function readRunFile(home: string): RunFile | null {
  try {
    return JSON.parse(fs.readFileSync(path.join(home, 'run.json'), 'utf8'));
  } catch {
    return null;
  }
}

/** Removed at stop. */
export function removeRunFile(home: string): void {
  fs.rmSync(path.join(home, 'run.json'), { force: true });
}
