import { existsSync, readFileSync, rmSync } from 'node:fs';
import { isAlive } from './is-alive.ts';

/** After a kill PostgreSQL's pid file stays and keeps a new start out; removes it when no PostgreSQL has that pid any more. */
export function removeStalePid(file: string): void {
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (!isPostgres(pid)) rmSync(file, { force: true });
}

function isPostgres(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return false;
  if (process.platform !== 'linux') return true;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres');
  } catch {
    return false;
  }
}
