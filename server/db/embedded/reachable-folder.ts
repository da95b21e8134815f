import { existsSync, statSync } from 'node:fs';
import path from 'node:path';

const othersMayEnter = 0o001;

/** Where root keeps what PostgreSQL must reach under another user id: it survives a restart of the machine, unlike the temporary folder. */
export const reachableFolder = '/var/lib/gaianet';

/** Whether a user without rights can reach what lies in this folder. */
export function isReachable(folder: string): boolean {
  const parent = path.dirname(folder);
  if (existsSync(folder) && (statSync(folder).mode & othersMayEnter) === 0) return false;
  return parent === folder || isReachable(parent);
}
