import { rmSync } from 'node:fs';
import path from 'node:path';
import { knownCluster, outsideCluster } from './known-cluster.ts';
import { reachableFolder } from './reachable-folder.ts';

/** Deletes a stopped cluster, also one that `placeCluster` put elsewhere, with its log and state. Nothing of another data folder, which this one may be a copy of. */
export function removeCluster(folder: string): void {
  const place = knownCluster(folder)?.folder;
  const isOutside = place === outsideCluster(folder) || place?.startsWith(`${reachableFolder}/`);
  if (place && isOutside) rmSync(path.dirname(place), { recursive: true, force: true });
  for (const file of [folder, `${folder}.json`, `${folder}.log`]) rmSync(file, { recursive: true, force: true });
}
