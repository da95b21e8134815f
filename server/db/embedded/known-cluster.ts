import { existsSync } from 'node:fs';
import path from 'node:path';
import { readServerState, type ServerState } from './server-state.ts';

/** What an earlier start left about the cluster of this data folder, or null. After the data folder was moved or copied, the files that came with it count, and the server that runs on the others does not (`isMoved`). */
export function knownCluster(folder: string): (ServerState & { isMoved: boolean }) | null {
  const state = readServerState(`${folder}.json`);
  if (!state) return null;
  const here = [folder, outsideCluster(folder)].find((place) => existsSync(path.join(place, 'PG_VERSION')));
  if (!here || here === state.folder) return { ...state, isMoved: false };
  return { ...state, folder: here, isMoved: true };
}

/** Beside the wanted folder, for a server that runs as another user. */
export function outsideCluster(folder: string): string {
  return path.join(`${folder}-cluster`, 'postgres');
}
