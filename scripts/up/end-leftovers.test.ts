import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { endLeftovers, noteChildren } from './end-leftovers.ts';

let home: string;
let children: ChildProcess[];
let said: string[];
beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'gaianet-leftovers-'));
  children = [];
  said = [];
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  fs.rmSync(home, { recursive: true });
});

async function start(): Promise<ChildProcess & { pid: number }> {
  const child = spawn(process.execPath, ['-e', "console.log('up'); setInterval(() => {}, 1_000);"], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  await once(child.stdout, 'data');
  return Object.assign(child, { pid: child.pid ?? 0 });
}

const file = () => path.join(home, 'children.json');
const end = () => endLeftovers(home, (line) => said.push(line));

test.skipIf(process.platform !== 'linux')('what a killed start left behind is ended, and said so', async () => {
  const worker = await start();
  const stranger = await start();
  noteChildren(home, [{ name: 'worker', pid: worker.pid }]);
  end();
  const [, signal] = await once(worker, 'exit');
  expect(signal).toBe('SIGKILL');
  expect(stranger.signalCode).toBeNull();
  expect(said).toEqual([`Ending the worker that an earlier run left behind (pid ${worker.pid})`]);
  expect(fs.existsSync(file())).toBe(false);
});

test('a stranger that got the number of a noted process is left alone', async () => {
  const stranger = await start();
  fs.writeFileSync(file(), JSON.stringify([{ name: 'worker', pid: stranger.pid, started: '12345' }]));
  end();
  expect(said).toEqual([]);
  expect(() => process.kill(stranger.pid, 0)).not.toThrow();
});

test.each(['', '{"cut', '[{"name":"worker","pid":999999999,"started":"1"}]'])('notes like %j end nothing', (notes) => {
  fs.writeFileSync(file(), notes);
  end();
  expect(said).toEqual([]);
});
