import fs from 'node:fs';

/** Whether this pid is alive and, where that can be seen, is `up` and not a stranger that got the number. */
export function isUp(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    if (process.platform !== 'linux') return true;
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('scripts/up/main.ts');
  } catch {
    return false;
  }
}
