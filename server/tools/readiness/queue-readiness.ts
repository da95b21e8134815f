import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import { findModel } from '#protocol/models/catalogue.ts';
import type { Deps } from '#server/deps-type.ts';
import { enqueueJob } from '#server/jobs/enqueue-job.ts';
import { connectedNode } from '#server/tools/connected-node.ts';
import { findOwnTool } from '#server/tools/find-own-tool.ts';
import { assertDistinctNames } from './assert-distinct-names.ts';
import type { ReadinessChoice } from './readiness-schema.ts';

/** Name of the job kind that asks a model the questions of tools. */
export const readinessJobKind = 'tool.readiness';

/** Queues a readiness run of tools that the model may choose among. Throws `conflict` while one runs or when two tools have one name, `node_offline` without a node. */
export async function queueReadiness(
  deps: Deps,
  input: { ownerId: string; toolIds: string[]; modelId: string; choice?: ReadinessChoice },
): Promise<{ jobId: string }> {
  const { ownerId, modelId, choice = 'auto' } = input;
  const toolIds = [...new Set(input.toolIds)];
  if (toolIds.length === 0 || toolIds.length > limits.toolsPerAgent)
    throw new AppError('invalid_input', `Choose 1 to ${limits.toolsPerAgent} tools; these are ${toolIds.length}.`);
  if (findModel(modelId)?.kind !== 'chat')
    throw new AppError('invalid_input', `"${modelId}" is no chat model of the catalogue; choose one from the list.`);
  const tools = await Promise.all(toolIds.map((toolId) => findOwnTool(deps, { ownerId, toolId })));
  assertDistinctNames(tools);
  await connectedNode(deps, ownerId);
  return deps.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Account" WHERE "id" = ${ownerId}::uuid FOR UPDATE`;
    const running = await tx.job.count({
      where: { ownerId, kind: readinessJobKind, state: { in: ['queued', 'running', 'cancelling'] } },
    });
    if (running > 0) throw new AppError('conflict', 'A readiness run is under way; wait for it, or cancel it.');
    const job = await enqueueJob(tx, {
      ...{ ownerId, kind: readinessJobKind, subject: `readiness:${ownerId}` },
      payload: { ownerId, toolIds, modelId, choice },
    });
    return { jobId: job.id };
  });
}
