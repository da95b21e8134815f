import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import { bundleManifestSchema } from '#protocol/manifests/bundle-manifest.ts';
import type { TrialOffer } from '#protocol/market/trial-offer.ts';
import { chatModel } from '#server/agents/chat-model.ts';
import type { Deps } from '#server/deps-type.ts';
import { findOwnNode } from '#server/nodes/find-own-node.ts';
import { trialKnowledge } from './trial-collections.ts';
import { queuePreparation } from './trial-job-kinds.ts';

const triable = new Set(['knowledge', 'prompt', 'tool', 'plugin', 'agent', 'model']);
const makesCalls = new Set(['tool', 'plugin', 'agent']);
/** Two rounds of calls and the answer. */
const roundsOfCalls = 3;

/**
 * Offers a trial of one of the owner's components on sale, or changes the offer; it opens when its node has the content. Throws `not_found` for what isn't the owner's, `conflict` for what isn't on
 * sale or can't be tried.
 */
export async function openTrial(
  deps: Pick<Deps, 'db'>,
  input: TrialOffer & { ownerId: string; componentId: string },
): Promise<{ jobId: string }> {
  const { ownerId, componentId, ...offer } = input;
  const component = await deps.db.component.findFirst({
    where: { id: componentId, ownerId },
    select: { kind: true, name: true, saleTerms: { select: { state: true, versionId: true, takenDownAt: true } } },
  });
  if (!component) throw new AppError('not_found', 'No component of yours has this id; it may have been deleted.');
  const { kind, name, saleTerms: sale } = component;
  await findOwnNode(deps, { ownerId, nodeId: offer.nodeId });
  chatModel(offer.modelId);
  if (!sale || sale.state === 'draft' || sale.takenDownAt) {
    throw new AppError('conflict', `“${name}” is not on sale; put it on sale first, then offer a trial.`);
  }
  if (!triable.has(kind)) {
    throw new AppError(
      'conflict',
      `A ${kind} can't be tried by questions; show samples and evaluations of it instead.`,
    );
  }
  if (kind === 'model') await assertOnNode(deps, { ...input, name, versionId: sale.versionId });
  const knowledge = await trialKnowledge(deps, { ownerId, versionId: sale.versionId });
  if (makesCalls.has(kind) && offer.dailyTokens < roundsOfCalls * limits.trialContextTokens) {
    const least = roundsOfCalls * limits.trialContextTokens;
    throw new AppError(
      'invalid_input',
      `One answer with calls may take ${least} tokens; allow at least as many a day.`,
      {
        param: 'dailyTokens',
      },
    );
  }
  if (offer.isHosted && kind !== 'knowledge') {
    throw new AppError('conflict', 'Only knowledge can be searched on your node; offer questions instead.', {
      param: 'isHosted',
    });
  }
  const chunkCount = knowledge.reduce((sum, one) => sum + one.chunkCount, 0);
  const row = { ...offer, ownerId, versionId: sale.versionId, state: 'preparing', reason: '', chunkCount };
  return deps.db.$transaction(async (tx) => {
    const create = { componentId, ...row };
    await tx.trial.upsert({ where: { componentId }, create, update: row, select: { componentId: true } });
    const { id } = await queuePreparation(tx, { ownerId, componentId });
    return { jobId: id };
  });
}

/** A model is large: it comes to the node by a deployment, as for any agent, and the trial uses what is there. */
async function assertOnNode(
  deps: Pick<Deps, 'db'>,
  input: { ownerId: string; nodeId: string; name: string; versionId: string },
): Promise<void> {
  const { ownerId, nodeId, name, versionId } = input;
  const version = await deps.db.version.findFirst({ where: { id: versionId, ownerId }, select: { manifest: true } });
  const { model } = bundleManifestSchema.parse(version?.manifest);
  const deployed = await deps.db.deployment.count({
    where: {
      ...{ ownerId, nodeId, state: 'live' },
      agentVersion: { manifest: { path: ['model', 'sha256'], equals: model?.sha256 ?? '' } },
    },
  });
  if (deployed > 0) return;
  throw new AppError(
    'conflict',
    `“${name}” is not on this node; deploy an agent of yours that uses it there first, then offer the trial.`,
    { param: 'nodeId' },
  );
}
