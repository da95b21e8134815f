import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const lookEveryMs = 200;
/** Lock files that this process holds or is taking: one with its id that isn't among them was left by a process that had the same id. */
const held = new Set<string>();

/** Runs `work` while nobody else who uses the same lock file does, here or in another process; the lock of a process that died counts for nothing. */
export async function withLock<T>(file: string, work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  await mkdir(path.dirname(file), { recursive: true });
  while (!(await take(file))) await delay(lookEveryMs, undefined, { signal });
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
    held.delete(file);
  }
}

async function take(file: string): Promise<boolean> {
  if (held.has(file)) return false;
  held.add(file);
  let isTaken = false;
  try {
    isTaken = await create(file);
    if (!isTaken) await removeIfLeft(file);
  } finally {
    if (!isTaken) held.delete(file);
  }
  return isTaken;
}

async function create(file: string): Promise<boolean> {
  try {
    await writeFile(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    return false;
  }
}

async function removeIfLeft(file: string): Promise<void> {
  const holder = Number(await readFile(file, 'utf8').catch(() => ''));
  const isLeft = holder === process.pid || (holder > 0 && !isAlive(holder));
  if (isLeft) await rm(file, { force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM';
  }
}
