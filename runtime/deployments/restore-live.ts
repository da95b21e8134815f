import { AppError } from '#protocol/errors.ts';
import type { DeploymentRecord } from './deployment-record.ts';
import type { Deploying } from './run-steps.ts';
import { loadModels } from './steps/load-models.ts';

const interrupted = new Set(['planned', 'fetching', 'restoring', 'loading', 'warming', 'testing']);

/** After a restart: what was under way has failed and says so; what was live is loaded and serves again. */
export async function restoreLive(deploying: Deploying): Promise<void> {
  const { book } = deploying;
  for (const record of book.records) {
    if (!interrupted.has(record.state)) continue;
    record.failedStep = record.state;
    record.reason = 'The node stopped during this step; deploy again.';
    await book.note(record, 'failed', { message: record.reason });
  }
  for (const record of book.records.filter(({ state }) => state === 'live')) await bringBack(deploying, record);
}

async function bringBack(deploying: Deploying, record: DeploymentRecord): Promise<void> {
  const { parts, book, live, signal } = deploying;
  try {
    await loadModels(parts, { manifest: record.manifest, signal }, () => undefined);
    const { deploymentId, manifest, manifestHash, collections } = record;
    live.put({ deploymentId, manifest, manifestHash, collections });
    parts.log.info({ deploymentId, slug: manifest.slug }, 'deployment.restored');
  } catch (cause) {
    if (signal.aborted) return;
    parts.log.error({ err: cause, deploymentId: record.deploymentId }, 'deployment.restore-failed');
    record.failedStep = 'loading';
    record.reason = cause instanceof AppError ? cause.message : new AppError('internal').message;
    await book.note(record, 'failed', { message: record.reason });
  }
}
