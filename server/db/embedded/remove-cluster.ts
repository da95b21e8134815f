import { rmSync } from 'node:fs';
import path from 'node:path';
import { readServerState } from './server-state.ts';

/** Deletes a stopped cluster, also one that lies elsewhere, with its log and state. */
export function removeCluster(folder: string): void {
  const place = readServerState(`${folder}.json`)?.folder;
  if (place && place !== folder) rmSync(path.dirname(place), { recursive: true, force: true });
  for (const file of [folder, `${folder}.json`, `${folder}.log`]) rmSync(file, { recursive: true, force: true });
}
