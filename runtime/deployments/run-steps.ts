import type { DeploymentState, DeployRequest } from '#protocol/control/control-api.ts';
import { AppError } from '#protocol/errors.ts';
import { licencesOfAgent } from '#protocol/licences/licences-of-agent.ts';
import type { KeyRing } from '#runtime/licences/open-key-ring.ts';
import type { DeploymentParts, Report } from './deployment-parts.ts';
import type { DeploymentRecord } from './deployment-record.ts';
import type { DeploymentBook } from './open-deployment-book.ts';
import type { LiveTable } from './open-live-table.ts';
import { fetchBundles } from './steps/fetch-bundles.ts';
import { fetchModels } from './steps/fetch-models.ts';
import { loadModels } from './steps/load-models.ts';
import { planDeployment } from './steps/plan-deployment.ts';
import { restoreCollections } from './steps/restore-collections.ts';
import { smokeTest } from './steps/smoke-test.ts';
import { warmUp } from './steps/warm-up.ts';
import { switchLive } from './switch-live.ts';
import { unloadUnusedModels } from './unload-unused-models.ts';

/** What the steps of a deployment share. */
export interface Deploying {
  parts: DeploymentParts;
  book: DeploymentBook;
  live: LiveTable;
  /** Of this deployment. */
  keys: KeyRing;
  /** Aborts when the node stops, or its owner the deployment. */
  signal: AbortSignal;
}

/** Takes a deployment from `planned` to `live`. On failure what served before keeps serving, and the reason stands in the record. */
export async function runSteps(
  deploying: Deploying,
  input: { record: DeploymentRecord; request: DeployRequest },
): Promise<void> {
  const { parts, book, signal } = deploying;
  const { record, request } = input;
  const { manifest } = request;

  const steps: [DeploymentState, string, (report: Report) => Promise<void>][] = [
    [
      'planned',
      'Checking what it needs',
      async (report) => {
        await planDeployment(parts, request, report);
        await obtainKeys(deploying, manifest, report);
        await checkHosted(deploying, manifest, report);
      },
    ],
    [
      'fetching',
      'Fetching models and knowledge',
      async (report) => {
        await fetchModels(deploying, request, report);
        await fetchBundles(parts, { request, signal }, report);
      },
    ],
    [
      'restoring',
      'Putting the knowledge into the vector store',
      async (report) => {
        record.collections = await restoreCollections(deploying, manifest, report);
      },
    ],
    ['loading', 'Loading the models', (report) => loadModels(parts, { manifest, signal }, report)],
    ['warming', 'Warming up', (report) => warmUp(parts, { manifest, signal }, report)],
    [
      'testing',
      'Asking the test questions',
      (report) => smokeTest(parts, { manifest, collections: record.collections, signal }, report),
    ],
  ];

  for (const [state, message, run] of steps) {
    if (isStopped(record)) break;
    await book.note(record, state, { message });
    try {
      await run((sentence, progress) => {
        if (record.state === state) void book.note(record, state, { message: sentence, ...progress });
      });
    } catch (cause) {
      if (!isStopped(record)) await fail(deploying, { record, step: state, cause });
      return unloadUnusedModels(deploying);
    }
  }
  if (isStopped(record)) await unloadUnusedModels(deploying);
  else await switchLive(deploying, record);
}

/** Licensed parts without a licence are refused before anything is fetched. */
async function obtainKeys(
  { keys, signal }: Deploying,
  manifest: DeployRequest['manifest'],
  report: Report,
): Promise<void> {
  for (const part of licencesOfAgent(manifest)) {
    await keys.keyOf(part, signal);
    report(`The licence of ${part.name} (deed ${part.licence.deedId}) was found, and its key is here`);
  }
}

/** Knowledge on creators' nodes is fetched by nobody: only that it may be searched is found out. */
async function checkHosted(
  { parts, signal }: Deploying,
  { hosted = [] }: DeployRequest['manifest'],
  report: Report,
): Promise<void> {
  for (const reference of hosted) {
    await parts.checkHosted(reference, signal);
    report(`${reference.name} (deed ${reference.deedId}) can be searched on its creator's node`);
  }
}

/** Its owner may stop a deployment during any step. */
function isStopped(record: DeploymentRecord): boolean {
  return record.state === 'stopped';
}

async function fail(
  { parts, book, signal }: Deploying,
  input: { record: DeploymentRecord; step: DeploymentState; cause: unknown },
): Promise<void> {
  const { record, step, cause } = input;
  const error = cause instanceof AppError ? cause : new AppError('internal');
  if (!(cause instanceof AppError) && !signal.aborted) {
    parts.log.error({ err: cause, deploymentId: record.deploymentId, step }, 'deployment.step-failed');
  }
  record.failedStep = step;
  record.reason = signal.aborted ? 'The node was stopped during this step; deploy again.' : error.message;
  await book.note(record, 'failed', { message: record.reason });
}
