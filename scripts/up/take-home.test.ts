import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkVersion, leaveHome, takeHome } from './take-home.ts';

let folder: string;
let home: string;
/** Looks like `up`, takes the folder, tells what it got, and stays until it is killed. */
let program: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gaianet-take-home-'));
  home = path.join(folder, 'data');
  program = path.join(folder, 'scripts/up/main.ts');
  fs.mkdirSync(path.dirname(program), { recursive: true });
  const from = JSON.stringify(path.resolve(import.meta.dirname, 'take-home.ts'));
  fs.writeFileSync(
    program,
    `const { takeHome } = await import(${from}); console.log(takeHome(process.argv[2])); process.stdin.resume();`,
  );
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true });
});

const lock = () => path.join(home, 'up.pid');

function startOther(): ChildProcess {
  return spawn(process.execPath, [program, home], { stdio: ['pipe', 'pipe', 'inherit'] });
}

test('the first start takes the folder, closed to others, and gives it back', () => {
  expect(takeHome(home)).toBeNull();
  expect(fs.readFileSync(lock(), 'utf8')).toBe(String(process.pid));
  expect(fs.statSync(home).mode & 0o777).toBe(0o700);
  leaveHome(home);
  expect(fs.readdirSync(home)).toEqual(['version']);
});

test('while another `up` holds the folder, its pid is told and nothing is taken', async () => {
  const other = startOther();
  if (other.stdout) await once(other.stdout, 'data');
  expect(takeHome(home)).toBe(other.pid);
  leaveHome(home);
  expect(fs.existsSync(lock())).toBe(true);
  other.kill('SIGKILL');
  await once(other, 'exit');
  expect(takeHome(home)).toBeNull();
});

test('a lock of a killed start, of a stranger with its number, or an empty one is taken over', () => {
  fs.mkdirSync(home);
  for (const left of ['999999999', String(process.ppid), '', 'not a number']) {
    fs.writeFileSync(lock(), left);
    expect(takeHome(home)).toBeNull();
    expect(fs.readFileSync(lock(), 'utf8')).toBe(String(process.pid));
  }
  expect(fs.readdirSync(home).sort()).toEqual(['up.pid', 'version']);
});

test('of several starts at once on a stale lock exactly one takes the folder', async () => {
  fs.mkdirSync(home);
  fs.writeFileSync(lock(), '999999999');
  const others = Array.from({ length: 4 }, startOther);
  await Promise.all(others.map(async ({ stdout }) => stdout && (await once(stdout, 'readable'))));
  const answers = others.map(async (other) => {
    other.stdin?.end();
    return other.stdout ? (await text(other.stdout)).trim() : '';
  });
  const told = await Promise.all(answers);
  const winners = others.filter((_, index) => told[index] === 'null');
  expect(winners).toHaveLength(1);
  for (const answer of told) expect(['null', String(winners[0]?.pid)]).toContain(answer);
});

test('a folder that cannot be used is named, with what to do', () => {
  fs.writeFileSync(home, 'a file');
  expect(() => takeHome(home)).toThrow(`The data folder ${home} can't be used (`);
  fs.rmSync(home);
});

test('a folder of a later layout is left alone, with a sentence', () => {
  fs.mkdirSync(home);
  fs.writeFileSync(path.join(home, 'version'), '2\n');
  expect(() => takeHome(home)).toThrow('was written by a later GaiaNet (layout 2, this one knows 1); update, or name');
  expect(fs.existsSync(lock())).toBe(false);
});

test('a new folder gets the version of its layout', () => {
  fs.mkdirSync(home);
  checkVersion(home);
  expect(fs.readFileSync(path.join(home, 'version'), 'utf8')).toBe('1\n');
});
