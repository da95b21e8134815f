import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { round } from './statistics.ts';

const idleSeconds = 20;
const idleLimitMegabytes = 700;
const servers = ['studio', 'worker', 'gateway'];
const ports = ['--studio-port=4400', '--gateway-port=4401', '--node-port=4402'];

interface Started {
  seconds: number;
  megabytes: Record<string, number>;
}

/** `npm run up` in a fresh clone with an empty data folder, then again: seconds until it is ready (targets ≤ 360 and ≤ 25), and what the idle servers hold in memory (target ≤ 700 MB). */
export async function runUpBench(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'gaianet-bench-up-'));
  try {
    const clone = path.join(folder, 'clone');
    execFileSync('git', ['clone', '-q', '.', clone]);
    const cold = await startOnce(clone);
    const warm = await startOnce(clone);
    console.table([
      { start: 'cold', seconds: round(cold.seconds), target: '≤ 360', is: cold.seconds <= 360 ? 'met' : 'missed' },
      { start: 'warm', seconds: round(warm.seconds), target: '≤ 25', is: warm.seconds <= 25 ? 'met' : 'missed' },
    ]);
    const sum = servers.reduce((megabytes, name) => megabytes + (warm.megabytes[name] ?? 0), 0);
    console.table([
      { ...warm.megabytes, 'sum MB': round(sum), 'target ≤ 700 MB': sum <= idleLimitMegabytes ? 'met' : 'missed' },
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Starts the product, waits until it is ready and then idle, and stops it. */
async function startOnce(clone: string): Promise<Started> {
  const startedMs = performance.now();
  const args = ['run', 'up', '--', `--home=${path.join(clone, '.data')}`, ...ports];
  const up = spawn('npm', args, { cwd: clone, stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  try {
    for await (const part of up.stdout) {
      process.stdout.write(part);
      if (String(part).includes('Ready after')) break;
    }
    const seconds = (performance.now() - startedMs) / 1_000;
    if (up.exitCode !== null) throw new Error(`npm run up ended with ${up.exitCode}.`);
    await delay(idleSeconds * 1_000);
    const { pid } = JSON.parse(readFileSync(path.join(clone, '.data/run.json'), 'utf8'));
    return { seconds, megabytes: memoryOf(Number(pid)) };
  } finally {
    up.stdout.resume();
    if (up.pid && up.exitCode === null) {
      process.kill(-up.pid, 'SIGINT');
      await once(up, 'exit');
    }
  }
}

/** Resident megabytes of the servers that `up` started, each with the processes it started itself. */
function memoryOf(upPid: number): Record<string, number> {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss=,args='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .map((fields) => ({
      pid: fields?.[1],
      parent: fields?.[2],
      kilobytes: Number(fields?.[3]),
      command: fields?.[4] ?? '',
    }));
  const treeKilobytes = (pid: string | undefined): number =>
    rows
      .filter((row) => row.pid === pid || row.parent === pid)
      .reduce((sum, row) => sum + (row.pid === pid ? row.kilobytes : treeKilobytes(row.pid)), 0);
  const marks: Record<string, RegExp> = {
    studio: /next.* start|next-server/,
    worker: /worker\/main/,
    gateway: /gateway\/main/,
  };
  return Object.fromEntries(
    servers.map((name) => {
      const row = rows.find(({ parent, command }) => parent === String(upPid) && marks[name]?.test(command));
      return [name, round(treeKilobytes(row?.pid) / 1_000)];
    }),
  );
}
