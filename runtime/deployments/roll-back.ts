import { AppError } from '#protocol/errors.ts';
import type { DeploymentRecord } from './deployment-record.ts';
import type { Deploying } from './run-steps.ts';
import { loadModels } from './steps/load-models.ts';
import { unloadUnusedModels } from './unload-unused-models.ts';

/** Makes the deployment that served before this one serve again: its files are still here, so only the models may need loading. */
export async function rollBack(deploying: Deploying, record: DeploymentRecord): Promise<void> {
  const { parts, book, live, signal } = deploying;
  if (record.state !== 'live') {
    throw new AppError('conflict', `Only a live deployment can be rolled back; this one is ${record.state}.`);
  }
  const previous = record.previousId ? book.find(record.previousId) : null;
  if (!previous) {
    throw new AppError(
      'conflict',
      `${record.manifest.name} v${record.manifest.version} replaced nothing, so there is nothing to go back to.`,
    );
  }
  const secrets = parts.openSecrets(previous.secrets);
  await loadModels(parts, { manifest: previous.manifest, signal }, () => undefined);
  const { deploymentId, manifest, manifestHash, collections } = previous;
  live.put({ deploymentId, manifest, manifestHash, collections, secrets });
  previous.liveAt = parts.clock().toISOString();
  await book.note(previous, 'live', {
    message: `Serves again after version ${record.manifest.version} was rolled back`,
  });
  await book.note(record, 'rolled-back', { message: `Rolled back to version ${manifest.version}` });
  await unloadUnusedModels(deploying);
}
