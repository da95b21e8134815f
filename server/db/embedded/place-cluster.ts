import { createHash } from 'node:crypto';
import { chownSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { outsideCluster } from './known-cluster.ts';
import { isReachable, reachableFolder } from './reachable-folder.ts';
import type { RunAs } from './run-as.ts';

/** Where the cluster's files go: the wanted folder, or, when PostgreSQL drops to a user who can't enter it, one below /var/lib that is this folder's own. */
export function placeCluster(wanted: string, runAs: RunAs): string {
  mkdirSync(path.dirname(wanted), { recursive: true, mode: 0o700 });
  if (!runAs.dropsUser) return wanted;
  const name = createHash('sha256').update(wanted).digest('hex').slice(0, 16);
  const isOpen = isReachable(path.dirname(wanted));
  const place = isOpen ? path.dirname(outsideCluster(wanted)) : path.join(reachableFolder, `cluster-${name}`);
  mkdirSync(path.dirname(place), { recursive: true, mode: 0o755 });
  mkdirSync(place, { recursive: true, mode: 0o700 });
  chownSync(place, runAs.options.uid ?? 0, runAs.options.gid ?? 0);
  return path.join(place, 'postgres');
}
