import fs from 'node:fs';
import path from 'node:path';

/** Layout of the data folder; a later one migrates from here. */
const homeVersion = 1;

/** Makes this process the one that runs the product on a data folder. Returns the pid of another that does, or null. Throws when a later GaiaNet wrote the folder. */
export function takeHome(home: string): number | null {
  fs.mkdirSync(home, { recursive: true, mode: 0o700 });
  const file = path.join(home, 'up.pid');
  for (;;) {
    try {
      fs.writeFileSync(file, String(process.pid), { flag: 'wx', mode: 0o600 });
      break;
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    }
    const holder = Number(fs.readFileSync(file, 'utf8'));
    if (isUp(holder)) return holder;
    fs.rmSync(file, { force: true });
  }
  checkVersion(home);
  return null;
}

/** Gives the folder back. */
export function leaveHome(home: string): void {
  fs.rmSync(path.join(home, 'up.pid'), { force: true });
}

/** Writes the layout's version into a new folder, or after a reset. */
export function checkVersion(home: string): void {
  const file = path.join(home, 'version');
  const found = fs.existsSync(file) ? Number(fs.readFileSync(file, 'utf8')) : homeVersion;
  if (found > homeVersion) {
    leaveHome(home);
    throw new Error(
      `${home} was written by a later GaiaNet (layout ${found}, this one knows ${homeVersion}); update, or name another folder in GAIA_HOME.`,
    );
  }
  if (!fs.existsSync(file)) fs.writeFileSync(file, `${homeVersion}\n`, { mode: 0o600 });
}

/** Whether this pid is alive and, where that can be seen, is `up` and not a stranger that got the number. */
function isUp(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    if (process.platform !== 'linux') return true;
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('scripts/up/main.ts');
  } catch {
    return false;
  }
}
