import { AppError } from '#protocol/errors.ts';
import type { DeploymentRecord } from './deployment-record.ts';
import type { DeploymentBook } from './open-deployment-book.ts';
import type { Deploying } from './run-steps.ts';
import { loadModels } from './steps/load-models.ts';
import { restoreCollections } from './steps/restore-collections.ts';

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
  await settleDoubles(book);
  for (const record of book.records.filter(({ state }) => state === 'live')) await bringBack(deploying, record);
}

/** A crash in the middle of a switch leaves two of a slug live: the newer one serves. */
async function settleDoubles(book: DeploymentBook): Promise<void> {
  const newest = new Map<string, DeploymentRecord>();
  const live = book.records.filter(({ state }) => state === 'live');
  for (const record of live.toSorted((a, b) => (a.liveAt ?? '').localeCompare(b.liveAt ?? ''))) {
    const older = newest.get(record.manifest.slug);
    newest.set(record.manifest.slug, record);
    if (older) await book.note(older, 'superseded', { message: `Replaced by version ${record.manifest.version}` });
  }
}

async function bringBack(deploying: Deploying, record: DeploymentRecord): Promise<void> {
  const { parts, book, live, signal } = deploying;
  try {
    const { deploymentId, manifest, manifestHash } = record;
    const secrets = parts.openSecrets(record.secrets);
    await loadModels(parts, { manifest, signal }, () => undefined);
    const collections = await restoreCollections(deploying, manifest, () => undefined);
    if (record.state !== 'live') return;
    record.collections = collections;
    live.put({ deploymentId, manifest, manifestHash, collections, secrets });
    parts.log.info({ deploymentId, slug: manifest.slug }, 'deployment.restored');
  } catch (cause) {
    if (signal.aborted) return;
    parts.log.error({ err: cause, deploymentId: record.deploymentId }, 'deployment.restore-failed');
    record.failedStep = 'loading';
    record.reason = cause instanceof AppError ? cause.message : new AppError('internal').message;
    await book.note(record, 'failed', { message: record.reason });
  }
}
