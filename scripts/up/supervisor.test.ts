import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isAlive } from '#server/db/embedded/is-alive.ts';
import { openSupervisor, type Program, type Supervisor } from './supervisor.ts';

let folder: string;
let said: string[];
let supervisor: Supervisor;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gaianet-supervisor-'));
  said = [];
  supervisor = open(20);
});
afterEach(async () => {
  await supervisor.stop([]);
  fs.rmSync(folder, { recursive: true });
});

function open(firstPauseMs: number): Supervisor {
  return openSupervisor({ logs: path.join(folder, 'logs'), say: (line) => said.push(line), firstPauseMs });
}

const stays = 'setInterval(() => {}, 1_000);';

/** A program that notes its pid in the file `starts` and goes on with this code. */
function program(name: string, code: string, healthUrl: string | null = null): Program {
  const note = `const fs = require('node:fs'); fs.appendFileSync('starts', process.pid + '\\n');`;
  const there = `process.chdir(${JSON.stringify(folder)});`;
  return {
    name,
    args: ['-e', `${there} ${note} ${code}`],
    env: { PATH: process.env.PATH, NODE_ENV: 'test' },
    healthUrl,
  };
}

function read(name: string): string[] {
  const file = path.join(folder, name);
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
}

async function untilStarted(times: number): Promise<number[]> {
  const opts = { timeout: 15_000, interval: 10 };
  return await vi.waitFor(() => {
    const starts = read('starts');
    expect(starts.length).toBeGreaterThanOrEqual(times);
    return starts.map(Number);
  }, opts);
}

test('a program is started when it answers at its health address, and not before', async () => {
  let asked = 0;
  const health = http.createServer((_, response) => {
    asked += 1;
    response.writeHead(asked < 3 ? 503 : 200).end();
  });
  await new Promise<void>((resolve) => health.listen(0, '127.0.0.1', resolve));
  const { port } = health.address() as AddressInfo;
  await supervisor.start(program('studio', stays, `http://127.0.0.1:${port}/health`));
  expect(asked).toBe(3);
  await untilStarted(1);
  expect(supervisor.children()).toEqual([{ name: 'studio', pid: Number(read('starts')[0]) }]);
  health.close();
});

test('a program that ends while starting fails with the end of its log, and is not tried again', async () => {
  const broken = program('studio', "console.error('no such table'); process.exit(3);", 'http://127.0.0.1:1/health');
  await expect(supervisor.start(broken)).rejects.toThrow(
    /The studio ended with 3 while starting:\n(.*\n)*no such table/,
  );
  expect(said).toEqual([]);
  expect(supervisor.children()).toEqual([]);
});

test('a program that crashes is started again, each time after twice the pause, and the log is named', async () => {
  await supervisor.start(program('worker', 'process.exit(7);'));
  await untilStarted(4);
  expect(said.slice(0, 3)).toEqual(
    [0.02, 0.04, 0.08].map(
      (pause) =>
        `The worker ended (7); starting it again in ${pause} s. Its log: ${path.join(folder, 'logs', 'worker.log')}`,
    ),
  );
});

test('a program that was killed is started again', async () => {
  await supervisor.start(program('worker', stays));
  const [first = 0] = await untilStarted(1);
  process.kill(first, 'SIGKILL');
  const [, second] = await untilStarted(2);
  expect(second).not.toBe(first);
  expect(said).toEqual([expect.stringContaining('The worker ended (SIGKILL); starting it again in 0.02 s.')]);
  expect(supervisor.children()).toEqual([{ name: 'worker', pid: second }]);
});

test('what is to be done after a restart is done once the program is healthy again, and what goes wrong then is said', async () => {
  const health = http.createServer((request, response) =>
    response.writeHead(request.method === 'POST' ? 200 : 400).end(),
  );
  await new Promise<void>((resolve) => health.listen(0, '127.0.0.1', resolve));
  const { port } = health.address() as AddressInfo;
  let times = 0;
  await supervisor.start({
    ...program('chain', stays, `http://127.0.0.1:${port}`),
    healthRequest: { method: 'POST' },
    onRestarted: () => {
      times += 1;
      return Promise.reject(new Error('no contracts'));
    },
  });
  const [first = 0] = await untilStarted(1);
  expect(times).toBe(0);
  process.kill(first, 'SIGKILL');
  await vi.waitFor(() => expect(said).toContain('The chain runs again, but: no contracts'), { timeout: 15_000 });
  expect(times).toBe(1);
  health.close();
});

test('what waits for its pause to end is started at once when asked', async () => {
  supervisor = open(600_000);
  await supervisor.start(
    program(
      'worker',
      'if (fs.readFileSync("starts", "utf8").split("\\n").length < 3) process.exit(1); setInterval(() => {}, 1_000);',
    ),
  );
  await vi.waitFor(() => expect(said).toHaveLength(1), { timeout: 15_000, interval: 10 });
  supervisor.hurry();
  await untilStarted(2);
});

test('programs stop in the order they are named, each after the one before has ended', async () => {
  const slow = (name: string) =>
    `${stays} process.on('SIGTERM', () => { fs.appendFileSync('ends', '${name} asked\\n'); setTimeout(() => { fs.appendFileSync('ends', '${name} ended\\n'); process.exit(); }, 50); }); fs.writeFileSync('${name}', '');`;
  for (const name of ['node', 'worker', 'gateway']) await supervisor.start(program(name, slow(name)));
  await vi.waitFor(
    () => expect(fs.readdirSync(folder)).toEqual(expect.arrayContaining(['node', 'worker', 'gateway'])),
    {
      timeout: 15_000,
      interval: 10,
    },
  );
  await supervisor.stop(['gateway', 'worker']);
  expect(read('ends')).toEqual(['gateway', 'worker', 'node'].flatMap((name) => [`${name} asked`, `${name} ended`]));
  expect(said).toEqual([]);
});

test('what a program started itself is gone with it, even if it ignores signals', async () => {
  const stubborn = `process.on('SIGTERM', () => {}); require('node:fs').writeFileSync('deep', String(process.pid)); ${stays}`;
  const code = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(stubborn)}]); ${stays}`;
  await supervisor.start(program('node', code));
  const deep = await vi.waitFor(
    () => {
      const [pid] = read('deep');
      expect(pid).toBeDefined();
      return Number(pid);
    },
    { timeout: 15_000, interval: 10 },
  );
  expect(isAlive(deep)).toBe(true);
  await supervisor.stop([]);
  await vi.waitFor(() => expect(isAlive(deep)).toBe(false), { timeout: 5_000, interval: 10 });
});

test('while everything is being stopped nothing starts any more, not even what waits to be started again', async () => {
  supervisor = open(600_000);
  await supervisor.start(program('worker', 'process.exit(1);'));
  await vi.waitFor(() => expect(said).toHaveLength(1), { timeout: 15_000, interval: 10 });
  await supervisor.stop([]);
  await expect(supervisor.start(program('node', stays))).rejects.toThrow('everything is being stopped');
  expect(read('starts')).toHaveLength(1);
});

test('when a program crashes, what it had started itself goes too', async () => {
  const deeper = `require('node:fs').writeFileSync('deep', String(process.pid)); ${stays}`;
  const code = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(deeper)}]); ${stays}`;
  await supervisor.start(program('node', code));
  const deep = await vi.waitFor(
    () => {
      const [pid] = read('deep');
      expect(pid).toBeDefined();
      return Number(pid);
    },
    { timeout: 15_000, interval: 10 },
  );
  const [leader = 0] = await untilStarted(1);
  process.kill(leader, 'SIGKILL');
  await vi.waitFor(() => expect(isAlive(deep)).toBe(false), { timeout: 5_000, interval: 10 });
});
