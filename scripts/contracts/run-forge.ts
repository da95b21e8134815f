import { spawnSync } from 'node:child_process';
import path from 'node:path';

export interface ForgeResult {
  isDone: boolean;
  /** What it printed, without the compiler's remarks on test code. */
  output: string;
}

/** Runs the native forge with `args` from the root and waits for it. */
export function runForge(args: string[], env: Record<string, string> = {}): ForgeResult {
  const runner = path.join(import.meta.dirname, 'foundry.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [runner, 'forge', ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    maxBuffer: 1 << 30,
  });
  const remarks = stderr.split('\n').filter((line) => !/^(Warning \(\d+\)|$)/.test(line));
  return { isDone: status === 0, output: status === 0 ? stdout : [stdout, ...remarks].join('\n') };
}
