import type { DeploymentRecord } from './deployment-record.ts';
import type { Deploying } from './run-steps.ts';
import { unloadUnusedModels } from './unload-unused-models.ts';

/** Makes a deployment the one that serves its slug, in one assignment; the one before is kept for a rollback. */
export async function switchLive(deploying: Deploying, record: DeploymentRecord): Promise<void> {
  const { book, live, parts } = deploying;
  const { deploymentId, manifest, manifestHash, collections } = record;
  const before = live.put({ deploymentId, manifest, manifestHash, collections });
  record.liveAt = parts.clock().toISOString();
  record.failedStep = null;
  record.reason = null;
  if (before && before.deploymentId !== deploymentId) {
    record.previousId = before.deploymentId;
    const replaced = book.find(before.deploymentId);
    await book.note(replaced, 'superseded', { message: `Replaced by version ${manifest.version}` });
  }
  await book.note(record, 'live', { message: `${manifest.name} v${manifest.version} answers as "${manifest.slug}"` });
  await unloadUnusedModels(deploying);
}
