import type { DeploymentState, DeploymentStatus, DeployRequest } from '#protocol/control/control-api.ts';
import { AppError } from '#protocol/errors.ts';
import { openKeyRing } from '#runtime/licences/open-key-ring.ts';
import type { DeploymentParts } from './deployment-parts.ts';
import type { DeploymentRecord } from './deployment-record.ts';
import { deploymentStatus } from './deployment-status.ts';
import { dropUnusedCollections } from './drop-unused-collections.ts';
import type { LiveAgents } from './live-agent.ts';
import { openDeploymentBook } from './open-deployment-book.ts';
import { openLiveTable } from './open-live-table.ts';
import { restoreLive } from './restore-live.ts';
import { rollBack } from './roll-back.ts';
import { type Deploying, runSteps } from './run-steps.ts';
import { unloadUnusedModels } from './unload-unused-models.ts';

/** The node's deployments: what was asked for, what serves, and the way back. */
export interface Deployments extends LiveAgents {
  /** Starts a deployment, or joins the one of this id. Returns at once; `status` tells how it goes. */
  submit(request: DeployRequest): Promise<DeploymentStatus>;
  status(deploymentId: string): DeploymentStatus;
  statuses(): DeploymentStatus[];
  /** Resolves at the deployment's first event after `sequence`. */
  next(deploymentId: string, sequence: number, signal: AbortSignal): Promise<void>;
  /** Makes the deployment that served before this one serve again, without a download. */
  rollback(deploymentId: string): Promise<DeploymentStatus>;
  /** Stops what serves, or what is under way; one that has ended stays as it is. */
  stop(deploymentId: string): Promise<DeploymentStatus>;
  /** True while deployments that were live before a restart aren't back yet. */
  isRestoring(): boolean;
  /** Resolves when no deployment is under way. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a node's deployments and begins to bring back what was live. */
export async function openDeployments(parts: DeploymentParts): Promise<Deployments> {
  const book = await openDeploymentBook(parts);
  const live = openLiveTable();
  const stopping = new AbortController();
  const deploying: Deploying = { parts, book, live, keys: openKeyRing(parts), signal: stopping.signal };
  const cancels = new Map<string, AbortController>();
  let isRestoring = true;

  await dropUnusedCollections(deploying);
  /** One after the other: two at once could restore the same bundle twice, and the older could go live last. */
  let last = logged(restoreLive(deploying).finally(() => (isRestoring = false)));

  async function logged(work: Promise<void>): Promise<void> {
    await work.catch((cause: unknown) => parts.log.error({ err: cause }, 'deployment.broke'));
  }

  async function run(record: DeploymentRecord, request: DeployRequest): Promise<void> {
    const cancel = new AbortController();
    cancels.set(record.deploymentId, cancel);
    const signal = AbortSignal.any([stopping.signal, cancel.signal]);
    await runSteps({ ...deploying, keys: openKeyRing(parts), signal }, { record, request });
    cancels.delete(record.deploymentId);
  }

  return {
    list: () => live.list(),
    find: (slug) => live.find(slug),
    isRestoring: () => isRestoring,
    status: (deploymentId) => deploymentStatus(book.find(deploymentId)),
    statuses: () => book.records.map(deploymentStatus),
    next: (deploymentId, sequence, signal) => book.next(deploymentId, sequence, signal),
    async submit(request) {
      const known = book.records.find((one) => one.deploymentId === request.deploymentId);
      if (known) return deploymentStatus(known);
      const record = newRecord(parts, request);
      book.records.push(record);
      const before = last;
      last = before.then(() => logged(run(record, request)));
      await book.save();
      return deploymentStatus(record);
    },
    async rollback(deploymentId) {
      const record = book.find(deploymentId);
      await rollBack(deploying, record);
      return deploymentStatus(record);
    },
    async stop(deploymentId) {
      const record = book.find(deploymentId);
      if (hasEnded(record.state)) return deploymentStatus(record);
      live.remove(deploymentId);
      const noted = book.note(record, 'stopped', { message: 'Stopped by its owner' });
      cancels.get(deploymentId)?.abort(new AppError('client_closed', 'The deployment was stopped.'));
      await noted;
      await unloadUnusedModels(deploying);
      return deploymentStatus(record);
    },
    settled: () => last,
    async close() {
      stopping.abort(new AppError('client_closed', 'The node is stopping.'));
      await last;
      await book.save();
    },
  };
}

const endedStates = new Set<DeploymentState>(['failed', 'superseded', 'rolled-back', 'stopped']);

function hasEnded(state: DeploymentState): boolean {
  return endedStates.has(state);
}

function newRecord(parts: DeploymentParts, request: DeployRequest): DeploymentRecord {
  return {
    deploymentId: request.deploymentId,
    manifest: request.manifest,
    manifestHash: request.manifestHash,
    state: 'planned',
    failedStep: null,
    reason: null,
    startedAt: parts.clock().toISOString(),
    liveAt: null,
    collections: [],
    previousId: null,
    events: [],
    secrets: request.secrets,
  };
}
