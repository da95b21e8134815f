import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { expect, test, vi } from 'vitest';
import { isAlive } from './is-alive.ts';

test('a running process is alive, one that has ended and was collected is not', async () => {
  expect(isAlive(process.pid)).toBe(true);
  const child = spawn(process.execPath, ['-e', '']);
  const { pid = 0 } = child;
  await once(child, 'exit');
  expect(isAlive(pid)).toBe(false);
});

test.runIf(process.platform === 'linux')(
  'one that has ended but waits for its parent to collect it is not',
  async () => {
    // The shell becomes a program that never collects the child it started before; the child ends once that has happened.
    const script = 'cat <&3 >/dev/null & echo $!; exec sleep 60 3<&-';
    const parent = spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'inherit', 'pipe'] });
    const [line] = (await once(parent.stdout as Readable, 'data')) as [Buffer];
    const pid = Number(line.toString());
    const program = () => readFileSync(`/proc/${parent.pid}/comm`, 'utf8').trim();
    await vi.waitFor(() => expect(program()).toBe('sleep'), { timeout: 10_000, interval: 10 });
    (parent.stdio[3] as Writable).end();
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 10_000, interval: 10 });
    expect(() => process.kill(pid, 0)).not.toThrow();
    parent.kill('SIGKILL');
    await once(parent, 'exit');
  },
);
