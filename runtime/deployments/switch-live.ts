import type { DeploymentRecord } from './deployment-record.ts';
import type { Deploying } from './run-steps.ts';
import { unloadUnusedModels } from './unload-unused-models.ts';

/** Makes a deployment the one that serves its slug, in one assignment; the one before is kept for a rollback. */
export async function switchLive(deploying: Deploying, record: DeploymentRecord): Promise<void> {
  const { book, live, parts } = deploying;
  const { deploymentId, manifest, manifestHash, collections } = record;
  const secrets = parts.openSecrets(record.secrets);
  const before = live.put({ deploymentId, manifest, manifestHash, collections, secrets });
  record.liveAt = parts.clock().toISOString();
  record.failedStep = null;
  record.reason = null;
  const replaced = before && before.deploymentId !== deploymentId ? book.find(before.deploymentId) : null;
  if (replaced) record.previousId = replaced.deploymentId;
  // Live first: after a crash between the two, the newest of two live ones serves, never none.
  await book.note(record, 'live', { message: `${manifest.name} v${manifest.version} answers as "${manifest.slug}"` });
  if (replaced) await book.note(replaced, 'superseded', { message: `Replaced by version ${manifest.version}` });
  await unloadUnusedModels(deploying);
}
