import fs from 'node:fs';
import path from 'node:path';
import { isUp } from './is-up.ts';

/** Layout of the data folder; a later one migrates from here. */
const homeVersion = 1;

/** Makes this process the one that runs the product on a data folder. Returns the pid of another that does, or null. Throws when a later GaiaNet wrote the folder. */
export function takeHome(home: string): number | null {
  const file = path.join(home, 'up.pid');
  const own = `${file}.${process.pid}`;
  // Linked, not written: the lock never exists without the pid of its holder in it.
  writeInto(home, own);
  try {
    while (!isLinked(own, file)) {
      const holder = readPid(file);
      if (isUp(holder)) return holder;
      removeStale(file, { own, holder });
    }
  } finally {
    fs.rmSync(own, { force: true });
  }
  checkVersion(home);
  return null;
}

function writeInto(home: string, file: string): void {
  try {
    fs.mkdirSync(home, { recursive: true, mode: 0o700 });
    fs.writeFileSync(file, String(process.pid), { mode: 0o600 });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : cause;
    throw new Error(`The data folder ${home} can't be used (${reason}); correct it, or name another in GAIA_HOME.`, {
      cause,
    });
  }
}

function isLinked(own: string, file: string): boolean {
  try {
    fs.linkSync(own, file);
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    return false;
  }
}

/** Of several that find a dead holder's lock one may remove it: whoever holds the mark of just this lock, by its inode. A lock that came in its place meanwhile is another, and stays. */
function removeStale(file: string, { own, holder }: { own: string; holder: number }): void {
  const found = fs.statSync(file, { throwIfNoEntry: false })?.ino;
  if (found === undefined) return;
  const mark = `${file}.${found}.stale`;
  if (!isLinked(own, mark)) {
    // Left by one that died between the two lines below.
    if (!isUp(readPid(mark))) fs.rmSync(mark, { force: true });
    return;
  }
  try {
    const isSame = fs.statSync(file, { throwIfNoEntry: false })?.ino === found && Object.is(readPid(file), holder);
    if (isSame) fs.rmSync(file, { force: true });
  } finally {
    fs.rmSync(mark, { force: true });
  }
}

function readPid(file: string): number {
  try {
    return Number(fs.readFileSync(file, 'utf8'));
  } catch {
    return 0;
  }
}

/** Gives the folder back. */
export function leaveHome(home: string): void {
  const file = path.join(home, 'up.pid');
  if (readPid(file) === process.pid) fs.rmSync(file, { force: true });
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
