import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const home = path.join(homedir(), '.cache', 'gaianet', 'python-openai');

/** Runs a Python program, with one argument, that may import the official `openai` client, which is installed once into a cache; its last line is JSON. */
export async function runPythonClient(program: string, argument: string): Promise<unknown> {
  const python = await installClient();
  const { stdout } = await run(python, ['-c', program, argument], { timeout: 60_000 });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? 'null');
}

/** Whole or not at all: an interrupted installation is done again. */
async function installClient(): Promise<string> {
  const python = path.join(home, 'bin', 'python');
  if (existsSync(path.join(home, 'ready'))) return python;
  rmSync(home, { recursive: true, force: true });
  mkdirSync(path.dirname(home), { recursive: true });
  await run('python3', ['-m', 'venv', home], { timeout: 120_000 });
  await run(python, ['-m', 'pip', 'install', '--quiet', 'openai'], { timeout: 240_000 });
  mkdirSync(path.join(home, 'installed'));
  renameSync(path.join(home, 'installed'), path.join(home, 'ready'));
  return python;
}
