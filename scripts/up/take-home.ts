import fs from 'node:fs';
import path from 'node:path';

/** Makes this process the one that runs the product on a data folder. Returns the pid of another that does, or null. */
export function takeHome(home: string): number | null {
  fs.mkdirSync(home, { recursive: true, mode: 0o700 });
  const file = path.join(home, 'up.pid');
  for (;;) {
    try {
      fs.writeFileSync(file, String(process.pid), { flag: 'wx' });
      return null;
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    }
    const holder = Number(fs.readFileSync(file, 'utf8'));
    if (isUp(holder)) return holder;
    fs.rmSync(file, { force: true });
  }
}

/** Gives the folder back. */
export function leaveHome(home: string): void {
  fs.rmSync(path.join(home, 'up.pid'), { force: true });
}

/** Whether this pid is alive and, where that can be seen, is `up` and not a stranger that got the number. */
function isUp(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  if (process.platform !== 'linux') return true;
  return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('scripts/up/main.ts');
}
