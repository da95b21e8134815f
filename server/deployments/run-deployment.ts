import { setTimeout as delay } from 'node:timers/promises';
import { type DeploymentStatus, type DeployRequest, deploymentStatusSchema } from '#protocol/control/control-api.ts';
import { AppError } from '#protocol/errors.ts';
import { fetchedBundle } from '#protocol/licences/fetched-bundle.ts';
import { agentManifestSchema } from '#protocol/manifests/agent-manifest.ts';
import type { Deps } from '#server/deps-type.ts';
import { bundleSources } from '#server/gateway/bundle-sources.ts';
import type { JobContext } from '#server/jobs/job-kinds.ts';
import { requestControl } from '#server/nodes/request-control.ts';
import { recordAllDeployments } from './record-all-deployments.ts';
import { recordDeploymentEvents } from './record-deployment-events.ts';
import { sealSecrets } from './seal-secrets.ts';
import { endedStates, storedState } from './stored-state.ts';

const pollEveryMs = 400;

/** The job `deployment.deploy`: hands the manifest to the node and follows its steps to the end. The node treats a repeated request as the same deployment. */
export async function runDeployment(deps: Deps, payload: { deploymentId: string }, context: JobContext): Promise<void> {
  const deployment = await deps.db.deployment.findUniqueOrThrow({
    where: { id: payload.deploymentId },
    select: { id: true, ownerId: true, nodeId: true, agentVersion: { select: { manifest: true, manifestHash: true } } },
  });
  const target = { ownerId: deployment.ownerId, nodeId: deployment.nodeId };
  const manifest = agentManifestSchema.parse(deployment.agentVersion.manifest);
  const bundles = [...manifest.knowledge, ...(manifest.model.bundle ? [manifest.model.bundle] : [])];
  const roots = bundles.map((reference) => fetchedBundle(reference).root);
  const request: DeployRequest = {
    deploymentId: deployment.id,
    manifest,
    manifestHash: deployment.agentVersion.manifestHash,
    secrets: await sealSecrets(deps, { ...target, manifest }),
    ...(await bundleSources(deps, roots)),
  };
  await context.report({ step: 'planned', done: 0, total: 0, message: 'Sending the manifest to the node' });
  const post = { ...target, method: 'POST', path: '/control/deployments', body: request, signal: context.signal };
  await requestControl(deps, post, deploymentStatusSchema);
  const last = await follow(deps, { ...target, deploymentId: deployment.id }, context);
  await recordAllDeployments(deps, target);
  if (last.state === 'failed') {
    throw new AppError('upstream_failed', last.reason ?? `The node could not finish the step "${last.failedStep}".`);
  }
}

/** Reads the node's report until the deployment has ended, writing each new step down. */
async function follow(
  deps: Deps,
  target: { ownerId: string; nodeId: string; deploymentId: string },
  context: JobContext,
): Promise<DeploymentStatus> {
  for (let seen = -1; ; ) {
    const get = {
      ownerId: target.ownerId,
      nodeId: target.nodeId,
      method: 'GET',
      path: `/control/deployments/${target.deploymentId}`,
      signal: context.signal,
    };
    const status = await requestControl(deps, get, deploymentStatusSchema);
    const newest = status.events.at(-1);
    if (newest && newest.sequence !== seen) {
      seen = newest.sequence;
      await recordDeploymentEvents(deps, { deploymentId: target.deploymentId, status });
      await context.report({
        step: status.state,
        done: newest.done ?? 0,
        total: newest.total ?? 0,
        message: newest.message,
      });
    }
    if (endedStates.includes(storedState(status.state))) return status;
    await delay(pollEveryMs, undefined, { signal: context.signal });
  }
}
