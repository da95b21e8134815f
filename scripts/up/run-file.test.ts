import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type RunFile, readRunFile, removeRunFile, writeRunFile } from './run-file.ts';

let home: string;
let up: ChildProcess;
beforeEach(async () => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'gaianet-run-file-'));
  // A process that looks like `up`: what it runs is named scripts/up/main.ts.
  const program = path.join(home, 'scripts/up/main.ts');
  fs.mkdirSync(path.dirname(program), { recursive: true });
  fs.writeFileSync(program, "process.stdout.write('up'); setInterval(() => {}, 1_000);");
  up = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
  if (up.stdout) await once(up.stdout, 'data');
});
afterEach(async () => {
  await end();
  fs.rmSync(home, { recursive: true });
});

async function end(): Promise<void> {
  if (up.exitCode !== null || up.signalCode !== null) return;
  up.kill('SIGKILL');
  await once(up, 'exit');
}

function content(): RunFile {
  return {
    ready: true,
    pid: up.pid ?? 0,
    studio: 'http://127.0.0.1:3000',
    signIn: 'http://127.0.0.1:3000/sign-in?token=t',
    gateway: 'http://127.0.0.1:3001',
    node: 'http://127.0.0.1:8080',
    nodeAddress: '0x1',
    agent: 'guide',
    ports: { studio: 3000, gateway: 3001, node: 8080, chain: 8545 },
    chain: null,
  };
}

test('what was written is read, and only its owner can read it', () => {
  writeRunFile(home, content());
  expect(readRunFile(home)).toEqual(content());
  expect(fs.statSync(path.join(home, 'run.json')).mode & 0o777).toBe(0o600);
  expect(fs.readdirSync(home)).not.toContain('run.json.new');
});

test('nothing runs before it is written, nor after it was removed', () => {
  expect(readRunFile(home)).toBeNull();
  writeRunFile(home, content());
  removeRunFile(home);
  removeRunFile(home);
  expect(readRunFile(home)).toBeNull();
});

test('a file that a killed start left behind says nothing', async () => {
  writeRunFile(home, content());
  await end();
  expect(readRunFile(home)).toBeNull();
});

test('a file cut off in the middle says nothing', () => {
  fs.writeFileSync(path.join(home, 'run.json'), '{"ready": tr');
  expect(readRunFile(home)).toBeNull();
});
